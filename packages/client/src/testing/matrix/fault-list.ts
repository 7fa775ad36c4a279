import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Agent } from 'undici';
import { systemClock } from '../../clock.ts';
import * as fault from '../faults.ts';
import type { Fault } from '../hostile-gateway.ts';
import { httpAnswer } from '../wire.ts';
import { selfSigned } from './self-signed.ts';
import { act, type MatrixOperation, OPERATIONS, type Stage, stageClient } from './stage.ts';

/** One fault of the table, and what each operation makes of it. */
export interface MatrixFault {
  /** As in the table: C1 to C40, with a letter where one line holds several. */
  readonly id: string;
  readonly title: string;
  /** Sets it up; may change the stage's options. */
  readonly arrange: (stage: Stage) => unknown;
  /** Instead of the plain operation. */
  readonly act?: (stage: Stage) => Promise<object>;
  /** `status/reason` or `throws CODE`; an operation that the fault cannot meet is left out. */
  readonly expected: Readonly<Partial<Record<MatrixOperation, string | undefined>>>;
}

type Expected = MatrixFault['expected'];

/** The truth after an effect whose answer is unusable: found by one query. */
const SETTLED: Expected = {
  create: 'pending/processing',
  scan: 'paid',
  refund: 'refunded',
  close: 'failed/closed',
  reverse: 'failed/reversed',
  query: 'pending/processing',
};

/** An odd answer that is an answer. */
const ACCEPTED: Expected = { ...SETTLED, create: 'created' };

/** Nothing was written, whatever was tried. */
const UNWRITTEN: Expected = all('throws ERR_QF_CONNECTION');

/** Nothing happened, and the query finds nothing new. */
const WITHOUT_EFFECT: Expected = {
  create: 'unknown/not_found',
  scan: 'unknown/not_found',
  refund: 'unknown/not_found',
  close: 'pending/processing',
  reverse: 'pending/processing',
  query: 'pending/processing',
};

function all(outcome: string): Expected {
  return Object.fromEntries(OPERATIONS.map((operation) => [operation, outcome]));
}

/** The next request of the operation meets the fault. */
const meets = (misbehave: Fault) => (stage: Stage) => stage.gateway.plan(stage.path, misbehave);

/** Changes the answer before it is sent. */
const changed = (change: (truth: Record<string, unknown>) => unknown) =>
  meets(fault.says((truth) => JSON.stringify(change(truth))));

/** A code instead of an answer; nothing happens. */
const code = (respcd: string, more: object = {}) => meets(fault.refuses({ respcd, ...more }));

/** A row of the unpaid order is changed before the question. */
const row =
  (fields: Record<string, string>) =>
  ({ gateway }: Stage) => {
    Object.assign(gateway.ledger.row('unpaid') ?? {}, fields);
  };

const html = { 'Content-Type': 'text/html' };

/** All forty faults of the client's table. */
export const FAULTS: readonly MatrixFault[] = [
  { id: 'C1', title: 'connection refused', arrange: refused, expected: UNWRITTEN },
  { id: 'C2', title: 'name not found', arrange: nameless, expected: UNWRITTEN },
  { id: 'C3', title: 'connecting takes for ever', arrange: unconnected, expected: UNWRITTEN },
  {
    id: 'C4a',
    title: 'certificate that nobody vouches for',
    arrange: untrusted,
    expected: UNWRITTEN,
  },
  { id: 'C4b', title: 'reset during the handshake', arrange: brokenHandshake, expected: UNWRITTEN },
  {
    id: 'C5',
    title: 'reset when accepted',
    arrange: ({ gateway }) => gateway.refuseConnections(99),
    expected: UNWRITTEN,
  },
  {
    id: 'C6a',
    title: 'reset before headers',
    arrange: meets(fault.resetAfterEffect),
    expected: SETTLED,
  },
  {
    id: 'C6b',
    title: 'closed before headers',
    arrange: meets(fault.closeAfterEffect),
    expected: SETTLED,
  },
  {
    id: 'C7',
    title: 'stale connection',
    arrange: () => {},
    act: onUsedConnection,
    expected: WITHOUT_EFFECT,
  },
  { id: 'C8', title: 'no headers', arrange: meets(fault.hangAfterEffect), expected: SETTLED },
  { id: 'C9a', title: 'body stalls', arrange: meets(fault.stall), expected: SETTLED },
  { id: 'C9b', title: 'body drips', arrange: meets(fault.drip), expected: SETTLED },
  {
    id: 'C10a',
    title: 'shorter than announced',
    arrange: meets(fault.truncated),
    expected: SETTLED,
  },
  {
    id: 'C10b',
    title: 'chunks break off',
    arrange: meets(fault.truncatedChunked),
    expected: SETTLED,
  },
  {
    id: 'C11',
    title: 'truncated, ended by closing',
    arrange: meets(fault.truncatedCloseDelimited),
    expected: SETTLED,
  },
  { id: 'C12a', title: 'page of a proxy, 502', arrange: meets(fault.page(502)), expected: SETTLED },
  { id: 'C12b', title: 'empty 200', arrange: meets(fault.says('')), expected: SETTLED },
  { id: 'C12c', title: 'page, 200', arrange: meets(fault.page(200)), expected: SETTLED },
  {
    id: 'C13',
    title: 'JSON called HTML',
    arrange: meets(fault.says((truth) => JSON.stringify(truth), { headers: html })),
    expected: ACCEPTED,
  },
  {
    id: 'C14',
    title: 'byte order mark',
    arrange: meets(fault.says((truth) => `\uFEFF${JSON.stringify(truth)}`)),
    expected: ACCEPTED,
  },
  {
    id: 'C15',
    title: 'a name twice',
    arrange: meets(fault.says((truth) => JSON.stringify(truth).replace('{', '{"respcd":"1108",'))),
    expected: SETTLED,
  },
  {
    id: 'C16a',
    title: 'no result code',
    arrange: changed((truth) => ({ ...truth, respcd: undefined })),
    expected: SETTLED,
  },
  {
    id: 'C16b',
    title: 'result code with a blank',
    arrange: changed((truth) => ({ ...truth, respcd: '0000 ' })),
    expected: { ...SETTLED, query: 'unknown/ambiguous_code' },
  },
  {
    id: 'C17',
    title: 'unlisted result code',
    arrange: changed((truth) => ({ ...truth, respcd: '7777' })),
    expected: { ...SETTLED, query: 'unknown/ambiguous_code' },
  },
  {
    id: 'C18a',
    title: 'amount as a number',
    arrange: changed((truth) => ({ ...truth, txamt: numberOf(truth['txamt']) })),
    expected: ACCEPTED,
  },
  {
    id: 'C18b',
    title: 'amount that is no integer',
    arrange: changed((truth) => ({ ...truth, txamt: '1e3', data: broken(truth['data']) })),
    expected: SETTLED,
  },
  {
    id: 'C19a',
    title: 'answer of another order',
    arrange: changed((truth) => ({
      ...truth,
      out_trade_no: 'other',
      data: others(truth['data']),
    })),
    expected: SETTLED,
  },
  {
    id: 'C19b',
    title: 'answer with another amount',
    arrange: changed((truth) => ({ ...truth, txamt: '999' })),
    expected: { ...SETTLED, query: undefined },
  },
  {
    id: 'C20',
    title: 'success without a number',
    arrange: changed((truth) => ({ ...truth, syssn: null })),
    expected: SETTLED,
  },
  {
    id: 'C21',
    title: '429 with Retry-After',
    arrange: meets(fault.slowDown({ 'Retry-After': '0' })),
    expected: ACCEPTED,
  },
  { id: 'C22a', title: '429 without', arrange: meets(fault.slowDown()), expected: ACCEPTED },
  {
    id: 'C22b',
    title: '429 again and again',
    arrange: ({ gateway, path }) => gateway.always(path, fault.slowDown({ 'Retry-After': '0' })),
    expected: all('throws ERR_QF_RATE_LIMITED'),
  },
  { id: 'C23a', title: '500', arrange: meets(fault.page(500)), expected: SETTLED },
  { id: 'C23b', title: '503', arrange: meets(fault.page(503)), expected: SETTLED },
  {
    id: 'C24',
    title: '307 to itself',
    arrange: meets(fault.says('', { status: 307, headers: { Location: '/trade/v1/payment' } })),
    expected: SETTLED,
  },
  { id: 'C25a', title: '403 of a proxy', arrange: meets(fault.page(403)), expected: SETTLED },
  {
    id: 'C25b',
    title: '401 with a listed no',
    arrange: meets(fault.refuses({ respcd: '1108' }, { status: 401 })),
    expected: all('throws ERR_QF_REJECTED'),
  },
  {
    id: 'C26',
    title: 'number said to be used',
    arrange: meets((context) => alreadyThere(context)),
    expected: { ...SETTLED, query: undefined },
  },
  {
    id: 'C27',
    title: '1145',
    arrange: code('1145'),
    expected: { ...all('pending/processing'), query: 'unknown/ambiguous_code' },
  },
  {
    id: 'C28a',
    title: '1260 already paid',
    arrange: code('1260'),
    expected: {
      create: 'unknown/ambiguous_code',
      scan: 'unknown/ambiguous_code',
      close: 'pending/processing',
      reverse: 'pending/processing',
    },
  },
  {
    id: 'C28b',
    title: '1262 already refunded',
    arrange: code('1262'),
    expected: { refund: 'failed/nothing_left' },
  },
  {
    id: 'C29a',
    title: 'caller aborts after the request was written',
    arrange: (stage) =>
      stage.gateway.plan(stage.path, (context) => {
        fault.hangAfterEffect(context);
        stage.controller.abort();
      }),
    expected: { ...all('unknown/no_answer'), query: 'throws ERR_QF_ABORTED' },
  },
  {
    id: 'C29b',
    title: 'caller aborts before',
    arrange: ({ controller }) => controller.abort(),
    expected: all('throws ERR_QF_ABORTED'),
  },
  {
    id: 'C30',
    title: 'process dies before the answer, another one asks',
    arrange: meets(fault.resetAfterEffect),
    act: recovered,
    // A reversal asks first; without an answer none was sent.
    expected: { ...SETTLED, reverse: 'pending/processing' },
  },
  {
    id: 'C31',
    title: 'request lost, nothing is found',
    arrange: meets(fault.resetBeforeEffect),
    expected: WITHOUT_EFFECT,
  },
  {
    id: 'C32',
    title: 'filed in the month before',
    arrange: row({ sysdtm: '2026-01-31 23:59:59' }),
    act: (stage) => act({ ...stage, txdtm: '2026-02-01 00:00:01' }, clientOf(stage)),
    expected: { query: 'pending/processing' },
  },
  {
    id: 'C33',
    title: 'several rows, one of them paid',
    arrange: ({ gateway }) => {
      const first = gateway.ledger.row('unpaid');
      gateway.ledger.rows.push({ ...first, syssn: '20269', respcd: '0000' });
    },
    expected: { query: 'paid', close: 'paid', reverse: 'paid' },
  },
  {
    id: 'C34a',
    title: 'paid, then reversed',
    arrange: row({ respcd: '0000', cancel: '1' }),
    expected: { query: 'failed/reversed', close: 'failed/reversed', reverse: 'failed/reversed' },
  },
  {
    id: 'C34b',
    title: 'paid, then refunded',
    arrange: row({ respcd: '0000', cancel: '3' }),
    expected: { query: 'refunded', close: 'refunded', reverse: 'refunded' },
  },
  {
    id: 'C35',
    title: 'success of a cancel that cancelled nothing',
    arrange: code('0000', { syssn: '1' }),
    expected: { close: 'pending/processing', reverse: 'pending/processing' },
  },
  {
    id: 'C36',
    title: 'paid while the cancel is under way',
    arrange: (stage) =>
      stage.gateway.plan(stage.path, (context) => {
        stage.gateway.ledger.pay('unpaid');
        fault.resetBeforeEffect(context);
      }),
    expected: { close: 'paid', reverse: 'paid' },
  },
  {
    id: 'C37',
    title: 'answer lost, and every question too',
    arrange: (stage) => {
      stage.gateway.plan(stage.path, fault.resetAfterEffect);
      stage.gateway.always('query', fault.resetAfterEffect);
    },
    expected: {
      ...all('unknown/no_answer'),
      reverse: 'throws ERR_QF_NO_ANSWER',
      query: 'throws ERR_QF_NO_ANSWER',
    },
  },
  {
    id: 'C38',
    title: 'wall clock jumps during the call',
    arrange: (stage) => {
      let jumps = 0;
      const now = () => {
        jumps += 1;
        return systemClock.now() + (jumps % 2 === 0 ? 3_600_000 : -3_600_000);
      };
      stage.options = { clock: { ...systemClock, now } };
      stage.gateway.plan(stage.path, fault.hangAfterEffect);
    },
    expected: SETTLED,
  },
  {
    id: 'C39',
    title: 'answer over 1 MiB',
    arrange: meets(fault.says((truth) => JSON.stringify(truth) + ' '.repeat(1_100_000))),
    expected: SETTLED,
  },
  { id: 'C40a', title: 'early hints', arrange: meets(interim(103)), expected: ACCEPTED },
  {
    id: 'C40b',
    title: '100 that nobody asked for',
    arrange: meets(interim(100)),
    expected: SETTLED,
  },
  { id: 'C40c', title: 'bytes that are no HTTP', arrange: meets(fault.garbage), expected: SETTLED },
];

/** Nothing listens on port 1; a port that was free a moment ago may be somebody's by now. */
function refused(stage: Stage): void {
  stage.options = { environment: 'http://127.0.0.1:1' };
}

function nameless(stage: Stage): void {
  const lookup = (_host: string, _options: object, done: (error: Error) => void) =>
    done(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }));
  const dispatcher = new Agent({ connect: { lookup: lookup as never } });
  stage.cleanups.push(() => dispatcher.close());
  stage.options = { dispatcher, environment: 'http://localhost:9' };
}

function unconnected(stage: Stage): void {
  const dispatcher = new Agent({ connect: () => {} });
  stage.cleanups.push(() => dispatcher.destroy());
  stage.options = { dispatcher };
}

async function untrusted(stage: Stage): Promise<void> {
  const server = createTlsServer(selfSigned() ?? {}, (socket) => socket.destroy());
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  stage.cleanups.push(() => server.close());
  stage.options = { environment: `https://localhost:${port}` };
}

async function brokenHandshake(stage: Stage): Promise<void> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.resetAndDestroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  stage.cleanups.push(() => server.close());
  stage.options = { environment: `https://127.0.0.1:${port}` };
}

/** The client has talked to the gateway before, over a connection that dies under the request. */
async function onUsedConnection(stage: Stage): Promise<object> {
  const { gateway, path, options } = stage;
  const qf = stageClient(gateway.url, options);
  stage.cleanups.push(() => qf.close());
  await qf.check();
  gateway.plan(path, fault.resetBeforeEffect);
  return act(stage, qf);
}

/** What a fresh process finds out, with nothing but the order table. */
async function recovered(stage: Stage): Promise<object> {
  const { gateway, operation, txdtm, syssn } = stage;
  const dying = stageClient(gateway.url, { totalTimeout: 1_000, maxRetries: 0 });
  gateway.always('query', fault.hang);
  await act(stage, dying).catch(() => {});
  await dying.close();
  gateway.calm();
  const qf = stageClient(gateway.url, {});
  stage.cleanups.push(() => qf.close());
  switch (operation) {
    case 'create':
    case 'scan':
      return qf.payments.retrieve({ out_trade_no: 'new', txdtm, txamt: 1_000 });
    case 'refund':
      return qf.refunds.retrieve({ out_trade_no: 'back', txdtm, orig_syssn: syssn, txamt: 400 });
    default:
      return qf.payments.retrieve({ out_trade_no: 'unpaid', txdtm });
  }
}

function clientOf(stage: Stage) {
  const qf = stageClient(stage.gateway.url, stage.options);
  stage.cleanups.push(() => qf.close());
  return qf;
}

/** The request was done before: its number is used. */
const USED: Readonly<Record<string, object>> = {
  payment: { respcd: '2011', resperr: 'serial number repeated' },
  refund: { respcd: '1251', respmsg: 'out_trade_no is used' },
  close: { respcd: '1263', resperr: 'already cancelled' },
  reversal: { respcd: '1263', resperr: 'already cancelled' },
};

function alreadyThere(context: Parameters<Fault>[0]): void {
  const { socket, request, truth } = context;
  truth();
  socket.write(httpAnswer(JSON.stringify(USED[request.operation] ?? {})));
}

/** Another status line comes first. */
function interim(status: number): Fault {
  return ({ socket, truth }) => {
    socket.write(`HTTP/1.1 ${status} Interim\r\n\r\n${httpAnswer(truth())}`);
  };
}

function numberOf(value: unknown): unknown {
  return typeof value === 'string' ? Number(value) : value;
}

function broken(rows: unknown): unknown {
  return Array.isArray(rows) ? rows.map((one) => ({ ...one, txamt: '1e3' })) : rows;
}

function others(rows: unknown): unknown {
  return Array.isArray(rows) ? rows.map((one) => ({ ...one, out_trade_no: 'other' })) : rows;
}
