import { clientKey, signBody, signFields } from '@qf/signing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClientOptions } from './client-options.ts';
import type { QFPayClient } from './qfpay-client.ts';
import * as fault from './testing/faults.ts';
import { type Fault, type HostileGateway, openHostileGateway } from './testing/hostile-gateway.ts';
import { openClient } from './testing/open-client.ts';
import { httpAnswer } from './testing/wire.ts';

const key = clientKey('test-client-key-0001-NOT-REAL');
const other = clientKey('another-client-key-0002');
const order = {
  pay_type: '801514',
  out_trade_no: 'order-1',
  txamt: 1000,
  txcurrcd: 'HKD',
} as const;

let gateway: HostileGateway;
const clients: QFPayClient[] = [];

beforeEach(async () => {
  gateway = await openHostileGateway();
});
afterEach(async () => {
  await gateway.close();
  for (const qf of clients.splice(0)) await qf.close();
});

type Signer = (body: string) => Record<string, string>;

function client(sign: Signer, responseSignatures?: ClientOptions['responseSignatures']) {
  gateway.always('*', ({ socket, truth }) => {
    const body = truth();
    socket.write(httpAnswer(body, { headers: sign(body) }));
  });
  const qf = openClient(gateway.url, { responseSignatures });
  clients.push(qf);
  return qf;
}

const bytes = (body: string) => Buffer.from(body);
const signers: Record<string, Signer> = {
  nothing: () => ({}),
  'body and key': (body) => ({ 'X-QF-SIGN': signBody(bytes(body), key) }),
  'body and key, SHA256': (body) => ({
    'X-QF-SIGN': signBody(bytes(body), key, 'SHA256'),
    'X-QF-SIGNTYPE': 'SHA256',
  }),
  'its sorted fields': (body) => ({ 'X-QF-SIGN': signFields(flat(body), key) }),
  'another key': (body) => ({ 'X-QF-SIGN': signBody(bytes(body), other) }),
  'no hex': () => ({ 'X-QF-SIGN': 'yes' }),
};

/** The fields of a flat answer; one that nests signs nothing by field. */
function flat(body: string): Record<string, string> {
  const entries = Object.entries(JSON.parse(body) as object);
  return Object.fromEntries(entries.filter(([, value]) => typeof value === 'string'));
}

describe('response signatures', () => {
  it.each([
    ['nothing', 'if-present', 'created'],
    ['body and key', 'if-present', 'created'],
    ['body and key', 'required', 'created'],
    ['body and key, SHA256', 'required', 'created'],
    ['another key', 'off', 'created'],
    ['another key', 'if-present', 'unknown'],
    ['no hex', 'if-present', 'unknown'],
    ['nothing', 'required', 'unknown'],
  ] as const)('an answer signed with %s, %s: %s', async (signer, mode, status) => {
    const qf = client(signers[signer] ?? (() => ({})), mode);
    const outcome = await qf.payments.create(order);
    expect(outcome.status).toBe(status);
    if (outcome.status !== 'unknown') return;
    expect(outcome.cause).toMatchObject({ code: 'ERR_QF_ANSWER_SIGNATURE' });
    expect(gateway.count('payment')).toBe(1);
  });

  it('accepts a flat answer that is signed by its sorted fields', async () => {
    const qf = client(signers['its sorted fields'] ?? (() => ({})), 'required');
    gateway.plan('refund', ({ socket }) => {
      const body = JSON.stringify({ respcd: '1145', out_trade_no: 'r-1', txamt: '5' });
      const sign = signFields(flat(body), key);
      socket.write(httpAnswer(body, { headers: { 'X-QF-SIGN': sign } }));
    });
    const refund = await qf.refunds.create({ syssn: '1', out_trade_no: 'r-1', txamt: 5 });
    expect(refund.status).toBe('pending');
  });

  it('accepts an answer whose fields are signed with SHA256', async () => {
    const qf = client(signers['its sorted fields'] ?? (() => ({})), 'required');
    gateway.plan('refund', ({ socket }) => {
      const body = JSON.stringify({ respcd: '1145', out_trade_no: 'r-1', txamt: '5' });
      const sign = signFields(flat(body), key, 'SHA256');
      socket.write(httpAnswer(body, { headers: { 'X-QF-SIGN': sign } }));
    });
    const refund = await qf.refunds.create({ syssn: '1', out_trade_no: 'r-1', txamt: 5 });
    expect(refund.status).toBe('pending');
  });

  it('makes a read throw', async () => {
    const qf = client(signers['another key'] ?? (() => ({})));
    await expect(qf.payments.retrieve({ out_trade_no: 'order-1' })).rejects.toMatchObject({
      code: 'ERR_QF_ANSWER_SIGNATURE',
      requestSent: 'yes',
    });
  });
});

describe('an answer outside 2xx', () => {
  it.each([
    [300, { respcd: '7777' }],
    [500, { respcd: '7777' }],
  ])('with HTTP %i and a code that nobody lists is none', async (status, reply) => {
    const qf = client(() => ({}), 'off');
    gateway.plan('refund', ({ socket }) => {
      socket.write(httpAnswer(JSON.stringify(reply), { status }));
    });
    const refund = await qf.refunds.create({ syssn: '1', out_trade_no: 'r-1', txamt: 5 });
    expect(refund).toMatchObject({
      status: 'unknown',
      cause: { code: 'ERR_QF_UNREADABLE_ANSWER', httpStatus: status },
    });
  });

  it('with a listed code is one', async () => {
    const qf = client(() => ({}), 'off');
    gateway.plan('refund', ({ socket }) => {
      socket.write(httpAnswer('{"respcd":"1108"}', { status: 403 }));
    });
    const refund = qf.refunds.create({ syssn: '1', out_trade_no: 'r-1', txamt: 5 });
    await expect(refund).rejects.toMatchObject({ respcd: '1108', httpStatus: 403 });
  });
});

describe('HTTP 429', () => {
  const scan = { ...order, pay_type: '800208', auth_code: '281234567890123456' } as const;
  const slow = { status: 429, headers: { 'Retry-After': '0' } };
  const client429 = (misbehave: Fault) => {
    gateway.always('payment', misbehave);
    const qf = openClient(gateway.url);
    clients.push(qf);
    return qf;
  };

  it.each(['0000', '1143', '1145', '2011', '1161', '7777'])(
    'with %s is not trusted as a no: the gateway is asked, and nothing is sent again',
    async (respcd) => {
      const qf = client429(fault.says((truth) => JSON.stringify({ ...truth, respcd }), slow));
      expect(await qf.payments.create(scan)).toMatchObject({ status: 'paid' });
      expect(gateway.count('payment')).toBe(1);
      expect(gateway.count('query')).toBe(1);
    },
  );

  it.each(['0000', '1143'])('with %s and nothing to find is unknown', async (respcd) => {
    const qf = client429(fault.refuses({ respcd, syssn: '1' }, slow));
    expect(await qf.payments.create(scan)).toMatchObject({
      status: 'unknown',
      reason: 'not_found',
      cause: { code: 'ERR_QF_UNREADABLE_ANSWER', httpStatus: 429 },
    });
  });

  it.each(['respmsg', 'resperr'])('with a used number in %s is not trusted', async (name) => {
    const used = { respcd: '1251', [name]: 'out_trade_no is used' };
    const qf = client429(fault.says(() => JSON.stringify(used), slow));
    expect(await qf.payments.create(scan)).toMatchObject({ status: 'paid' });
    expect(gateway.count('payment')).toBe(1);
  });

  it.each([
    ['nothing', ''],
    ['a page', '<html>slow down</html>'],
    ['JSON of a proxy', '{"code":429,"message":"slow down"}'],
    ['1100', '{"respcd":"1100"}'],
    ['1104', '{"respcd":"1104"}'],
    ['1108', '{"respcd":"1108"}'],
    ['1202', '{"respcd":"1202"}'],
  ])('with %s is a no, and is repeated', async (_name, body) => {
    const qf = client429(fault.refuses(body, slow));
    await expect(qf.payments.create(scan)).rejects.toMatchObject({ code: 'ERR_QF_RATE_LIMITED' });
    expect(gateway.count('payment')).toBe(3);
    expect(gateway.count('query')).toBe(0);
  });

  it('repeats a read, whatever it says', async () => {
    gateway.plan(
      'query',
      fault.says((truth) => JSON.stringify(truth), slow),
    );
    const qf = openClient(gateway.url);
    clients.push(qf);
    await qf.check();
    expect(gateway.count('query')).toBe(2);
  });
});
