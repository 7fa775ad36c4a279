import type { Payment } from '@qf/protocol';
import { BusyRow } from './busy-row.ts';
import { Arrival } from './never-arrived.ts';
import { given, type PaymentRef, paymentRef } from './payment-ref.ts';
import { pollUntilFinal } from './poll.ts';
import { queryPayment, unknownPayment } from './query-payment.ts';
import type { Session } from './session.ts';
import type { WaitOptions } from './wait-options.ts';

/** Polls one payment until it is final, or the session's deadline comes. */
export async function waitForPayment(
  ref: PaymentRef,
  { onPoll }: WaitOptions<Payment>,
  session: Session,
): Promise<Payment> {
  const expected = paymentRef(ref);
  const { checkout } = ref;
  const { clock } = session.settings;
  const facts = { txdtm: expected.txdtm, expired_time: given(ref.expired_time), checkout };
  const arrival = new Arrival(facts, clock);
  const busyRow = new BusyRow(clock);
  return pollUntilFinal(
    {
      async poll() {
        const everywhere = arrival.isLate;
        const context = { readTwice: busyRow.isReadTwice, checkout, everywhere };
        const news = await queryPayment(expected, session, context);
        return busyRow.weigh(arrival.weigh(news, everywhere));
      },
      start: (cause) => unknownPayment(expected, { reason: 'no_answer', cause }),
      onPoll,
    },
    session,
  );
}
