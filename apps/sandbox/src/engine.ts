import type { Clock } from './clock/clock.ts';
import type { Book } from './domain/book.ts';
import type { Command } from './domain/command.ts';
import { decide } from './domain/decide.ts';
import type { Circumstances, Refusal } from './domain/decision.ts';
import type { Fact, JournalEvent } from './domain/journal-event.ts';
import { emptyBook, reduce } from './domain/reduce.ts';
import type { State } from './domain/state.ts';
import type { Transaction } from './domain/transaction.ts';
import { Line } from './line.ts';
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
  /**
   * Decides, appends durably, reduces, tells the listeners; one command after the other.
   *
   * Commands that wait at the same time share one append. Rejects when the store fails: then nothing was done for any of
   * them, and the state is as before.
   */
  execute(command: Command): Promise<Result>;
  /** The journal behind position `after`. */
  read(after?: number): AsyncIterable<JournalEvent>;
  /** Forgets everything and plays another journal; the events keep their moments and get new places. */
  adopt(journal: readonly JournalEvent[]): Promise<void>;
  /** Tells every new event, after it is durable. Returns the way out. */
  subscribe(listener: (event: JournalEvent) => void): () => void;
  /** Resolves when no command waits any more. */
  settled(): Promise<void>;
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

/** What is to be written for a command, and what it is answered. */
interface Plan {
  readonly dated: readonly Dated[];
  readonly refusal?: Refusal;
  readonly syssn?: string;
}

interface Waiting {
  plan(book: Book): Plan;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** A command whose events have their places in the journal. */
interface Planned extends Omit<Plan, 'dated'> {
  readonly events: readonly JournalEvent[];
  readonly waiting: Waiting;
}

class JournalEngine implements Engine {
  readonly clock: Clock;
  readonly #store: EventStore;
  readonly #book: Book;
  readonly #notifyUrl: EngineParts['notifyUrl'];
  readonly #listeners = new Set<(event: JournalEvent) => void>();
  readonly #line = new Line<Waiting>((group) => this.#carryOut(group));

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
    return this.#inLine((book) => {
      const now = this.clock.now();
      const { facts, ...outcome } = decide(book, command, this.#circumstances(book, now));
      return { dated: facts.map((fact) => ({ fact, at: now })), ...outcome };
    });
  }

  async *read(after = 0): AsyncIterable<JournalEvent> {
    yield* this.#store.read(after);
  }

  async adopt(journal: readonly JournalEvent[]): Promise<void> {
    await this.#inLine(() => {
      const reset: Dated = { fact: { type: 'sandbox.reset' }, at: this.clock.now() };
      return {
        dated: [reset, ...journal.map(({ seq, at, ...fact }) => ({ fact, at }) as Dated)],
      };
    });
  }

  subscribe(listener: (event: JournalEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  settled(): Promise<void> {
    return this.#line.settled();
  }

  /** Writes facts down that no command decides. */
  async record(facts: readonly Fact[]): Promise<void> {
    const at = this.clock.now();
    await this.#inLine(() => ({ dated: facts.map((fact) => ({ fact, at })) }));
  }

  #inLine(plan: Waiting['plan']): Promise<Result> {
    return new Promise((resolve, reject) => this.#line.add({ plan, resolve, reject }));
  }

  /** Appends, then reduces, then tells: nobody hears of a fact, or reads it, that a crash could take back. */
  async #carryOut(group: readonly Waiting[]): Promise<void> {
    const planned = this.#planAll(group);
    const events = planned.flatMap((one) => one.events);
    try {
      if (events.length > 0) await this.#store.append(events);
    } catch (error) {
      for (const { waiting } of planned) waiting.reject(error);
      return;
    }
    for (const one of planned) this.#conclude(one);
  }

  /** Decides each command as if those before it were done: in a draft that nobody sees and that ends here. */
  #planAll(group: readonly Waiting[]): readonly Planned[] {
    const planned: Planned[] = [];
    let book = this.#book;
    for (const waiting of group) {
      try {
        const previous = planned.at(-1)?.events ?? [];
        if (previous.length > 0 && book === this.#book) book = this.#book.draft();
        for (const event of previous) if (event.seq > book.seq) reduce(book, event);
        const { dated, ...outcome } = waiting.plan(book);
        planned.push({ waiting, events: numbered(dated, book.seq), ...outcome });
      } catch (error) {
        waiting.reject(error);
      }
    }
    return planned;
  }

  /** Carries over what is durable now, and answers. */
  #conclude({ waiting, events, refusal, syssn }: Planned): void {
    try {
      for (const event of events) reduce(this.#book, event);
      for (const event of events) for (const listener of this.#listeners) listener(event);
      const transaction = syssn === undefined ? undefined : this.#book.findBySyssn(syssn);
      const about = transaction === undefined ? {} : { transaction };
      waiting.resolve(
        refusal === undefined
          ? { ok: true, events, ...about }
          : { ok: false, ...refusal, events, ...about },
      );
    } catch (error) {
      waiting.reject(error);
    }
  }

  #circumstances({ seed }: Book, now: number): Circumstances {
    return {
      now,
      token: (counter) => seededToken(seed, counter),
      notifyUrl: this.#notifyUrl,
    };
  }
}

function numbered(dated: readonly Dated[], last: number): JournalEvent[] {
  return dated.map(({ fact, at }, index) => ({ seq: last + 1 + index, at, ...fact }));
}
