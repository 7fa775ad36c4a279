import type { Clock } from './clock/clock.ts';
import type { Book } from './domain/book.ts';
import type { Command } from './domain/command.ts';
import { decide } from './domain/decide.ts';
import type { Circumstances } from './domain/decision.ts';
import type { Fact, JournalEvent } from './domain/journal-event.ts';
import { emptyBook, reduce } from './domain/reduce.ts';
import type { State } from './domain/state.ts';
import type { Transaction } from './domain/transaction.ts';
import { seededToken } from './seeded-token.ts';
import type { EventStore } from './store/event-store.ts';

export type { Advance, Clock, Step } from './clock/clock.ts';
export type { Command, CreatePayment, HoldCommand } from './domain/command.ts';
export type { JournalEvent } from './domain/journal-event.ts';
export { nextAttemptDue } from './domain/ladder.ts';
export type { Attempt, AttemptOutcome, QueuedNotification } from './domain/notification.ts';
export { RULES, type RuleEntry, type Rules, rulesProblem } from './domain/rules.ts';
export type { NotifyScript, Script } from './domain/script.ts';
export type { State } from './domain/state.ts';
export type {
  Payment,
  PaymentState,
  Refund,
  RefundState,
  Transaction,
} from './domain/transaction.ts';
export { isUnpaid } from './domain/transaction.ts';
export { type Call, PAID_CARD_REVERSE, TRANSITIONS } from './domain/transitions.ts';

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
      /** What the call left behind all the same: a declined payment, an undecided refund. */
      readonly transaction?: Transaction;
      readonly events: readonly JournalEvent[];
    };

/** The waist: every door reaches the state through it, and only through it. */
export interface Engine {
  readonly clock: Clock;
  state(): State;
  /** Decides, appends durably, reduces, tells the listeners; one command after the other. */
  execute(command: Command): Promise<Result>;
  /** The journal behind position `after`. */
  read(after?: number): AsyncIterable<JournalEvent>;
  /** Forgets everything and plays another journal; the events keep their moments and get new places. */
  adopt(journal: readonly JournalEvent[]): Promise<void>;
  /** Tells every new event, after it is durable. Returns the way out. */
  subscribe(listener: (event: JournalEvent) => void): () => void;
}

/** What an engine is made of. */
export interface EngineParts {
  readonly store: EventStore;
  readonly clock: Clock;
  /** Of a new journal; an existing one keeps its own. */
  readonly seed: number;
  /** Where a merchant is told when the request named no address. */
  readonly notifyUrl: (app_code: string) => string | undefined;
}

/** Reads the journal and carries on where it ends; a new one begins with its seed. */
export async function openEngine(parts: EngineParts): Promise<Engine> {
  const book = emptyBook();
  for await (const event of parts.store.read()) reduce(book, event);
  const engine = new JournalEngine(parts, book);
  if (book.seq === 0) await engine.record([{ type: 'sandbox.opened', seed: parts.seed }]);
  return engine;
}

interface Dated {
  readonly fact: Fact;
  readonly at: number;
}

class JournalEngine implements Engine {
  readonly clock: Clock;
  readonly #store: EventStore;
  readonly #book: Book;
  readonly #notifyUrl: EngineParts['notifyUrl'];
  readonly #listeners = new Set<(event: JournalEvent) => void>();
  /** Commands stand in line here. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: EngineParts, book: Book) {
    this.clock = parts.clock;
    this.#store = parts.store;
    this.#book = book;
    this.#notifyUrl = parts.notifyUrl;
  }

  state(): State {
    return this.#book;
  }

  execute(command: Command): Promise<Result> {
    const result = this.#turn.then(() => this.#executeNow(command));
    this.#turn = result.catch(() => {});
    return result;
  }

  async *read(after = 0): AsyncIterable<JournalEvent> {
    yield* this.#store.read(after);
  }

  adopt(journal: readonly JournalEvent[]): Promise<void> {
    const done = this.#turn.then(async () => {
      const reset: Dated = { fact: { type: 'sandbox.reset' }, at: this.clock.now() };
      await this.#append([
        reset,
        ...journal.map(({ seq, at, ...fact }) => ({ fact, at }) as Dated),
      ]);
    });
    this.#turn = done.catch(() => {});
    return done;
  }

  subscribe(listener: (event: JournalEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Appends, then reduces, then tells: nobody hears of a fact that a crash could take back. */
  async record(facts: readonly Fact[], at: number = this.clock.now()): Promise<JournalEvent[]> {
    return this.#append(facts.map((fact) => ({ fact, at })));
  }

  async #append(dated: readonly Dated[]): Promise<JournalEvent[]> {
    const events = dated.map(({ fact, at }, index) => ({
      seq: this.#book.seq + 1 + index,
      at,
      ...fact,
    }));
    if (events.length > 0) await this.#store.append(events);
    for (const event of events) reduce(this.#book, event);
    for (const event of events) for (const listener of this.#listeners) listener(event);
    return events;
  }

  async #executeNow(command: Command): Promise<Result> {
    const now = this.clock.now();
    const { facts, refusal, syssn } = decide(this.#book, command, this.#circumstances(now));
    const events = await this.record(facts, now);
    const transaction = syssn === undefined ? undefined : this.#book.findBySyssn(syssn);
    const about = transaction === undefined ? {} : { transaction };
    return refusal === undefined
      ? { ok: true, events, ...about }
      : { ok: false, ...refusal, events, ...about };
  }

  #circumstances(now: number): Circumstances {
    return {
      now,
      token: (counter) => seededToken(this.#book.seed, counter),
      notifyUrl: this.#notifyUrl,
    };
  }
}
