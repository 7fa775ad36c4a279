import {
  type Expected,
  type Payment,
  type PaymentRequest,
  type PayTypes,
  paymentOperation,
  payTypeOf,
} from '@qf/protocol';
import { BusyRow } from './busy-row.ts';
import { sendCancel } from './cancel-payment.ts';
import { checkedFields } from './checked-fields.ts';
import { createPayment, settlePayment } from './create-payment.ts';
import type { Deadline } from './deadline.ts';
import { type Obstacle, obstacleIn } from './obstacle.ts';
import { isHopeless, pollUntilFinal } from './poll.ts';
import { InvalidRequestError, QFPayError, RejectedError } from './qfpay-error.ts';
import { lookUpPayment, paymentIn, unknownPayment } from './query-payment.ts';
import { assertTimeToCancel, type ScanOptions } from './scan-options.ts';
import type { Session } from './session.ts';

/** The pay types whose code the merchant scans. */
export type ScannedPayType = {
  [Code in keyof PayTypes]: [PayTypes[Code]['created']] extends [never] ? Code : never;
}[keyof PayTypes];

/** One step of the story. */
export interface ScanStep {
  readonly did: 'charge' | 'query' | 'reversal' | 'close';
  /** Milliseconds since the call began. */
  readonly at: number;
  /**
   * What was known afterwards; for a cancel that was not done `refused` by the gateway, or `unsent`:
   * the reason is the error's code where the gateway could not be reached or asked to slow down, or
   * what the rows of the number say against a cancel: `unanswered`, `mismatch`, `card` or `paid`.
   */
  readonly status: Payment['status'] | 'refused' | 'unsent';
  readonly reason?: string | undefined;
  readonly respcd?: string | undefined;
}

/** How it ended, and how it came to that. */
export interface ScannedOutcome {
  readonly payment: Payment;
  /** In the order it happened. */
  readonly story: readonly ScanStep[];
}

/** Milliseconds of asking before a cancel that was not sent is tried again. */
const CANCEL_AGAIN = 10_000;

/** Charges a scanned code once and sees it through. Throws only where nothing was charged. */
export async function createScanned(
  request: PaymentRequest<ScannedPayType>,
  options: ScanOptions,
  session: Session,
): Promise<ScannedOutcome> {
  assertTimeToCancel(options, session.reserve);
  const fields = checkedFields<PaymentRequest>(paymentOperation, request, session.settings);
  assertScanned(fields.pay_type);
  const scan = new Scan(fields, session);
  // A scanned code is paid or undecided, never merely created.
  scan.learn('charge', (await createPayment(fields, session)) as Payment);
  try {
    await scan.watch(options.patience ?? 120_000);
    await scan.cancel(options.cancelWith ?? adviceFor(fields.pay_type));
    await scan.watch(Number.POSITIVE_INFINITY);
  } catch {
    // The code may have been charged: whatever ends the waiting, the last news are the outcome.
  }
  return { payment: scan.payment, story: scan.story };
}

/** One scanned code: what is known, and how it became known. */
class Scan {
  readonly story: ScanStep[] = [];
  readonly expected: Expected;
  payment: Payment;
  readonly #payType: string;
  readonly #session: Session;
  readonly #began: number;
  /** Once a reversal was accepted: only then is 1297 a no of a scanned code. */
  #afterReversal: BusyRow | undefined;

  constructor(
    { out_trade_no, txamt, txcurrcd, txdtm, mchid, pay_type }: PaymentRequest,
    session: Session,
  ) {
    this.#payType = pay_type;
    this.expected = { out_trade_no, txamt, txcurrcd, txdtm, mchid };
    this.payment = unknownPayment(this.expected, { reason: 'no_answer' });
    this.#session = session;
    this.#began = session.settings.clock.monotonic();
  }

  learn(did: ScanStep['did'], news: Payment): Payment {
    const payment = this.#afterReversal?.weigh(news) ?? news;
    this.payment = payment;
    const reason = 'reason' in payment ? payment.reason : undefined;
    const respcd = 'respcd' in payment ? payment.respcd : undefined;
    this.story.push({ did, at: this.#elapsed(), status: payment.status, reason, respcd });
    return payment;
  }

  /** Asks again and again until it is decided, at most until `limit` milliseconds into the call. */
  async watch(limit: number): Promise<void> {
    const left = limit - this.#elapsed();
    if (this.payment.final || left <= 0) return;
    // No poll outlasts the watch: the customer's patience is over when it is over.
    const deadline = this.#session.deadline.within(left);
    const poll = async () => {
      await this.#obstacle(deadline);
      return this.payment;
    };
    await pollUntilFinal({ poll, start: () => this.payment }, { ...this.#session, deadline });
  }

  /**
   * Cancels once, and only what was just seen to be this very sale, undecided. What was not sent is
   * tried again as long as there is time; a refusal is part of the story, and the asking goes on.
   */
  async cancel(kind: 'reversal' | 'close' | 'none'): Promise<void> {
    const { deadline, reserve } = this.#session;
    while (!this.payment.final && kind !== 'none') {
      if (await this.#hasSent(kind)) return;
      if (deadline.remaining() <= reserve) return;
      await this.watch(this.#elapsed() + CANCEL_AGAIN);
    }
  }

  /** Whether there is nothing more to send: it is decided, or the gateway has the cancel. */
  async #hasSent(kind: 'reversal' | 'close'): Promise<boolean> {
    const { out_trade_no, txamt = 0, txdtm = '', mchid } = this.expected;
    const session = this.#session;
    try {
      const { deadline, reserve } = session;
      // The other half is for the cancel itself.
      const left = Math.max(0, deadline.remaining() - reserve) / 2;
      const obstacle = await this.#obstacle(deadline.within(left));
      if (this.payment.final) return true;
      if (obstacle !== undefined) {
        this.story.push({ did: kind, at: this.#elapsed(), status: 'unsent', reason: obstacle });
        return obstacle === 'card';
      }
      const { isAccepted, doubt } = await sendCancel(
        kind,
        { out_trade_no, txamt, txdtm, mchid },
        session,
      );
      if (isAccepted && kind === 'reversal')
        this.#afterReversal = new BusyRow(session.settings.clock);
      this.learn(kind, await settlePayment(doubt, this.expected, session));
      return true;
    } catch (error) {
      // A refused question refuses no cancel.
      const isRefused = error instanceof RejectedError && error.operation === kind;
      if (isHopeless(error) && !isRefused) throw error;
      const { code, respcd } = QFPayError.from(error);
      const step = { did: kind, at: this.#elapsed(), respcd };
      this.story.push(
        isRefused ? { ...step, status: 'refused' } : { ...step, status: 'unsent', reason: code },
      );
      return isRefused;
    }
  }

  /** Asks once, learns what the rows say, and tells what in them forbids a cancel. */
  async #obstacle(deadline: Deadline): Promise<Obstacle | undefined> {
    const session = { ...this.#session, deadline };
    const reversed = this.#afterReversal !== undefined;
    const context = { reversed, readTwice: this.#afterReversal?.isReadTwice };
    const found = await lookUpPayment(this.expected, session, context);
    this.learn('query', paymentIn(found, this.expected, session, context));
    return obstacleIn(found, this.expected, this.#payType);
  }

  #elapsed(): number {
    return this.#session.settings.clock.monotonic() - this.#began;
  }
}

function assertScanned(code: string): void {
  if (payTypeOf(code)?.mode === 'CPM') return;
  const expected = 'a pay type whose code is scanned';
  throw new InvalidRequestError([{ field: 'pay_type', rule: 'scanned', expected, received: code }]);
}

/** What the registry advises; a card is never cancelled to clean up. */
function adviceFor(code: string): 'reversal' | 'close' | 'none' {
  const cancel = payTypeOf(code)?.cancel;
  return cancel === 'reversal' || cancel === 'close' ? cancel : 'none';
}
