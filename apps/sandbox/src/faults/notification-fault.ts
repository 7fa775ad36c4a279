import type { Message } from '../notifier/message.ts';

/** A genuine notification, and what a fault may do with it. */
export interface Tamperable {
  readonly message: Message;
  /** The same address with another body, signed as the gateway would. */
  signed(body: string): Message;
  /** The same with another body and the old signature. */
  unsigned(body: string): Message;
  readonly copies: number | undefined;
  readonly delay_ms: number | undefined;
}

/**
 * How one delivery is made: waves one after the other, the messages of a wave at once.
 *
 * The last message of the last wave decides the attempt; without any message the attempt failed.
 */
export interface DeliveryPlan {
  readonly waves: readonly (readonly Message[])[];
  /** Try again after so many milliseconds instead. */
  readonly hold_ms?: number;
  /** Wait until a refund of the order was notified. */
  readonly hold_for_refund?: true;
}

/** One way in which a notification goes wrong. */
export interface NotificationFault {
  readonly says: string;
  readonly plan: (genuine: Tamperable) => DeliveryPlan;
}
