import { type Payment, payTypeOf } from '@qf/protocol';
import { arrivalJudge } from './never-arrived.ts';
import { payTypeIn } from './pay-type-in.ts';
import { type PaymentRef, paymentRef } from './payment-ref.ts';
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
  const judge = arrivalJudge(ref, session.settings.clock);
  let before: Payment | undefined;
  return pollUntilFinal(
    {
      async poll() {
        const readTwice = before !== undefined && isBusyRow(before);
        before = judge(
          await queryPayment(expected, session, { readTwice, checkout: ref.checkout }),
        );
        return before;
      },
      start: (cause) => unknownPayment(expected, { reason: 'no_answer', cause }),
      onPoll,
    },
    session,
  );
}

/** 1297 in a row is a no only when it is read twice with a pause; with a scanned code, never here. */
function isBusyRow(payment: Payment): boolean {
  return payment.status === 'unknown' && payment.respcd === '1297' && !isScanned(payment);
}

function isScanned({ raw }: Payment): boolean {
  const code = payTypeIn(raw);
  return code === undefined || payTypeOf(code)?.mode === 'CPM';
}
