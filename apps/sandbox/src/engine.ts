import type { Clock } from './clock/clock.ts';
import type { Command } from './domain/command.ts';
import type { JournalEvent } from './domain/journal-event.ts';
import type { State } from './domain/state.ts';
import type { Transaction } from './domain/transaction.ts';

export type { Advance, Clock, Step } from './clock/clock.ts';
export type { Command } from './domain/command.ts';
export type { Fact, JournalEvent } from './domain/journal-event.ts';
export type { Attempt, AttemptOutcome, QueuedNotification } from './domain/notification.ts';
export type { State } from './domain/state.ts';
export type {
  Payment,
  PaymentState,
  Refund,
  RefundState,
  Transaction,
} from './domain/transaction.ts';

/** What became of a command. A refusal changes nothing and says the gateway's code. */
export type Result =
  | {
      readonly ok: true;
      /** The transaction the command was about, as it stands now. */
      readonly transaction?: Transaction;
      readonly events: readonly JournalEvent[];
    }
  | {
      readonly ok: false;
      readonly respcd: string;
      readonly respmsg: string;
      readonly transaction?: Transaction;
      readonly events: readonly JournalEvent[];
    };

/** The waist: every door reaches the state through it, and only through it. */
export interface Engine {
  readonly clock: Clock;
  state(): State;
  /** Decides, appends durably, reduces, tells the listeners; one command after the other. */
  execute(command: Command): Promise<Result>;
  /** Tells every new event, after it is durable. Returns the way out. */
  subscribe(listener: (event: JournalEvent) => void): () => void;
}
