import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cancelAnswer } from './cancel-answer.ts';
import { gatewayJson } from './gateway-json.ts';
import type { Operation } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { paymentAnswer } from './payment-answer.ts';
import { paymentOutcome } from './payment-outcome.ts';
import { preauthAnswer } from './preauth-answer.ts';
import { type ReplyReading, readReply } from './read-reply.ts';
import { refundAnswer } from './refund-answer.ts';
import { refundOutcome } from './refund-outcome.ts';
import { damagedText, mutated } from './testing/mutated.ts';
import { SAMPLE_REPLIES } from './testing/sample-replies.ts';

const { payment, query, refund, close, authtrade } = OPERATIONS;
const every: readonly Operation<unknown, unknown>[] = Object.values(OPERATIONS);

function read<Reply>(operation: Operation<unknown, Reply>, value: unknown): ReplyReading<Reply> {
  return readReply(operation, typeof value === 'string' ? value : gatewayJson(value));
}

describe('whatever the gateway says', () => {
  it.each(every)('reading the answer of $name ends in a reply or in issues', (operation) => {
    const sample = SAMPLE_REPLIES[operation.name];
    fc.assert(
      fc.property(mutated(sample), (answer) => {
        const reading = read(operation, answer);
        if (!reading.ok) expect(reading.issues.length).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
    fc.assert(
      fc.property(damagedText(gatewayJson(sample)), (bytes) => {
        const reading = readReply(operation, bytes);
        if (!reading.ok) expect(reading.issues.length).toBeGreaterThan(0);
      }),
      { numRuns: 100 },
    );
  });

  const order = { out_trade_no: 'order-20260101-0001', txamt: 1234, txcurrcd: 'HKD' } as const;

  it('a query answer never shows money that no row of the order holds', () => {
    fc.assert(
      fc.property(mutated(SAMPLE_REPLIES.query), (answer) => {
        const reading = read(query, answer);
        if (!reading.ok) return;
        const outcome = paymentOutcome(reading.reply.data, order);
        refundOutcome(reading.reply.data, { out_trade_no: 'order-20260101-0001', txamt: 1234 });
        if (outcome.status !== 'paid' && outcome.status !== 'refunded') return;
        const { respcd, out_trade_no, txamt } = outcome.raw as Record<string, unknown>;
        expect({ respcd, out_trade_no, txamt }).toEqual({
          respcd: '0000',
          out_trade_no: order.out_trade_no,
          txamt: 1234,
        });
      }),
      { numRuns: 500 },
    );
  });

  it('every answer of a call that moves money has a reading', () => {
    const web = { pay_type: '801514', ...order } as const;
    const cancel = { syssn: '1', txamt: 1234, txdtm: '2026-01-01 10:30:34' };
    const back = { ...cancel, out_trade_no: 'refund-1' };
    const answers = fc.oneof(
      mutated(SAMPLE_REPLIES.payment).map((one) =>
        statusOf(payment, one, (reply) => paymentAnswer(reply, web)),
      ),
      mutated(SAMPLE_REPLIES.refund).map((one) =>
        statusOf(refund, one, (reply) => refundAnswer(reply, back)),
      ),
      mutated(SAMPLE_REPLIES.close).map((one) =>
        statusOf(close, one, (reply) => cancelAnswer(reply, cancel, 'close')),
      ),
      mutated(SAMPLE_REPLIES.authtrade).map((one) =>
        statusOf(authtrade, one, (reply) => preauthAnswer(reply, cancel, 'authtrade')),
      ),
    );
    fc.assert(
      fc.property(answers, (status) => {
        expect(status).toMatch(
          /^(created|pending|refunded|cancelled|accepted|settle|rejected|failed|unreadable)$/,
        );
      }),
      { numRuns: 500 },
    );
  });
});

function statusOf<Reply>(
  operation: Operation<unknown, Reply>,
  answer: unknown,
  judge: (reply: Reply) => { status: string },
): string {
  const reading = read(operation, answer);
  return reading.ok ? judge(reading.reply).status : 'unreadable';
}
