import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { PayType } from '@qf/protocol';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as fault from './testing/faults.ts';
import { type HostileGateway, openHostileGateway } from './testing/hostile-gateway.ts';
import { openClient } from './testing/open-client.ts';
import { logWithPino } from './testing/recipes/log-with-pino.ts';
import { traceWithOpenTelemetry } from './testing/recipes/trace-with-opentelemetry.ts';

let gateway: HostileGateway;

beforeEach(async () => {
  gateway = await openHostileGateway();
});
afterEach(() => gateway.close());

const order = {
  pay_type: PayType.ALIPAY_WEB_HK,
  out_trade_no: 'order-1',
  txamt: 1000,
  txcurrcd: 'HKD',
} as const;

describe('the recipe for pino', () => {
  it('logs outcomes, and doubtful ones louder', async () => {
    const lines: Record<string, unknown>[] = [];
    const logger = pino({ level: 'debug' }, { write: (line) => lines.push(JSON.parse(line)) });
    const qf = openClient(gateway.url, { onEvent: logWithPino(logger) });
    await qf.payments.create(order);
    gateway.always('query', fault.resetBeforeEffect);
    gateway.plan('payment', fault.resetBeforeEffect);
    await qf.payments.create({ ...order, out_trade_no: 'order-2' });
    await qf.close();
    const ends = lines.filter(({ msg }) => msg === 'call.end');
    expect(ends).toMatchObject([
      { level: 30, method: 'payments.create', status: 'created', out_trade_no: 'order-1' },
      { level: 40, method: 'payments.create', status: 'unknown', reason: 'no_answer' },
    ]);
  });
});

describe('the recipe for OpenTelemetry', () => {
  it('makes a span of every call, with its attempts inside', async () => {
    const exporter = new InMemorySpanExporter();
    const spanProcessors = [new SimpleSpanProcessor(exporter)];
    const provider = new BasicTracerProvider({ spanProcessors });
    const stop = traceWithOpenTelemetry(provider.getTracer('shop'));
    const qf = openClient(gateway.url);
    gateway.plan('payment', fault.resetAfterEffect);
    await qf.payments.create(order);
    await qf.close();
    stop();
    const spans = exporter.getFinishedSpans();
    expect(spans.map(({ name }) => name)).toEqual(['qf payment', 'qf query', 'qf payments.create']);
    const [payment, query, call] = spans;
    expect(payment?.attributes).toMatchObject({ 'qf.result': 'lost', 'qf.request_sent': 'maybe' });
    expect(query?.attributes).toMatchObject({ 'qf.result': 'answer', 'qf.respcd': '0000' });
    expect(call?.attributes).toMatchObject({ 'qf.status': 'pending', 'qf.reason': 'processing' });
    expect(query?.parentSpanContext?.spanId).toBe(call?.spanContext().spanId);
  });
});
