import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import process from 'node:process';
import { inspect } from 'node:util';
import { weixinOpenidOperation } from '@qf/protocol';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchTransport } from './fetch-transport.ts';
import * as fault from './testing/faults.ts';
import {
  type FaultContext,
  type HostileGateway,
  openHostileGateway,
} from './testing/hostile-gateway.ts';
import { runMatrix } from './testing/matrix/run-matrix.ts';
import { SCANNED_CODE } from './testing/matrix/stage.ts';
import { openClient } from './testing/open-client.ts';
import { logWithPino } from './testing/recipes/log-with-pino.ts';
import { scriptedClient } from './testing/scripted-client.ts';
import { type Act, answers } from './testing/scripted-transport.ts';
import { CLIENT_CHANNEL, type ClientEvent } from './watch.ts';

const KEY = 'canary-client-key-7f3a';
const CODE = '281111222233334444';
const CARD = '4012888888881881';

let printed: string[];

/** Everything that is written to stdout and stderr is kept, and shown nowhere. */
beforeEach(() => {
  printed = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      printed.push(String(text));
      return true;
    });
  }
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** A value as every log could show it. */
const shown = (value: unknown) => [
  inspect(value, { depth: null, showHidden: true, maxStringLength: null }),
  JSON.stringify(value) ?? '',
  String(value),
];

const logger = pino({ level: 'trace' }, { write: (line) => printed.push(line) });

describe('secrets', () => {
  it('show nowhere in the whole fault matrix', { timeout: 120_000 }, async () => {
    const events: unknown[] = [];
    const hear = (event: unknown) => events.push(event);
    subscribe(CLIENT_CHANNEL, hear);
    const { cells } = await runMatrix((stage) => {
      stage.options = { ...stage.options, onEvent: logWithPino(logger) };
    });
    unsubscribe(CLIENT_CHANNEL, hear);
    expect(cells.length).toBeGreaterThan(250);
    expect(events.length).toBeGreaterThan(500);
    const texts = [...cells.flatMap(({ given }) => shown(given)), ...shown(events), ...printed];
    for (const secret of [KEY, SCANNED_CODE]) {
      expect(texts.filter((text) => text.includes(secret))).toEqual([]);
    }
  });

  it('are what names a payer, and the code that tells it', async () => {
    const repeated: Act = async (request) => {
      const { searchParams } = new URL(request.url);
      const sent = [...searchParams, ...new URLSearchParams(request.body)].join(' ');
      return answers({ respcd: '1104', respmsg: `filter error ${sent}` })(request);
    };
    const { qf } = scriptedClient([repeated]);
    const order = { out_trade_no: 'order-1', txamt: 1000, txcurrcd: 'HKD' } as const;
    const given = await Promise.allSettled([
      qf.payments.create({ ...order, pay_type: '800207', sub_openid: 'oPAYER1234' }),
      qf.payments.create({ ...order, pay_type: '800107', openid: 'oPAYER1234' }),
      qf.call(weixinOpenidOperation, { code: 'oPAYER1234' }),
    ]);
    for (const result of given) {
      expect(result).toMatchObject({ reason: { code: 'ERR_QF_REJECTED', respcd: '1104' } });
      for (const text of shown(result)) expect(text).not.toContain('oPAYER1234');
    }
  });

  describe('of a scanned payment', () => {
    let gateway: HostileGateway;
    beforeEach(async () => {
      gateway = await openHostileGateway();
    });
    afterEach(() => gateway.close());

    const scan = {
      pay_type: '800208',
      auth_code: CODE,
      out_trade_no: 'scan-1',
      txamt: 100,
      txcurrcd: 'HKD',
    } as const;

    const echo = (respcd: string) =>
      fault.says((truth, { request }) =>
        JSON.stringify({
          ...truth,
          respcd,
          respmsg: `refused: ${request.body}`,
          auth_code: CODE,
          cardcd: CARD,
          key: KEY,
          deep: { extend_info: { user_creid: '4401' }, list: [{ note: `code ${CODE}` }] },
        }),
      );

    it.each([
      ['a listed no', echo('1104')],
      ['a decline', echo('1202')],
      ['a success', echo('0000')],
      ['a pending', echo('1143')],
      ['an unlisted code', echo('7777')],
      ['another order', fault.says((_truth, { request }) => JSON.stringify(request.fields))],
      ['a page', fault.says((_truth, { request }) => `<html>${request.body}</html>`)],
      [
        'an answer that is not HTTP',
        ({ socket, request }: FaultContext) => {
          socket.end(`HTTP/1.1 200 OK\r\nodd ${request.body}\u0001: ${KEY} ${CARD}\r\n\r\n`);
        },
      ],
      ['a reset', fault.resetAfterEffect],
      ['a hang', fault.hangAfterEffect],
    ])('show nowhere when the gateway repeats them in %s', async (_name, misbehave) => {
      gateway.plan('payment', misbehave, misbehave);
      gateway.always('query', echo('0000'));
      const events: unknown[] = [];
      const log = logWithPino(logger);
      const options = {
        clientKey: KEY,
        onEvent: (event: ClientEvent) => {
          events.push(event);
          log(event);
        },
      };
      const qf = openClient(gateway.url, options);
      const overFetch = openClient(gateway.url, { ...options, transport: fetchTransport() });
      const given = await qf.payments.create(scan).catch((error: unknown) => error);
      const wrong = { ...scan, auth_code: `${CODE} `, sub_openid: CODE };
      const refused = await qf.payments.create(wrong).catch((error: unknown) => error);
      const other = { ...scan, out_trade_no: 'scan-2' };
      const fetched = await overFetch.payments.create(other).catch((error: unknown) => error);
      await qf.close();
      const texts = [given, refused, fetched, events, qf].flatMap(shown).concat(printed);
      for (const secret of [KEY, CODE, CARD]) {
        expect(texts.filter((text) => text.includes(secret))).toEqual([]);
      }
    });
  });
});
