import { CallLife } from './call-life.ts';
import type { Clock } from './clock.ts';
import type { Closing } from './closing.ts';
import { callQuietly } from './watch.ts';

/** Why a step was ended from outside. */
export class StepEnded extends Error {
  override readonly name = 'StepEnded';
  readonly by: 'timeout' | 'caller' | 'closing';

  constructor(by: StepEnded['by'], cause?: unknown) {
    super(SENTENCES[by], { cause });
    this.by = by;
  }
}

const SENTENCES: Readonly<Record<StepEnded['by'], string>> = {
  timeout: 'The time for this step is over.',
  caller: 'The caller aborted.',
  closing: 'The client is closed.',
};

/** How a step learns that it is over. */
export class StepEnd {
  #listener: ((reason: StepEnded) => void) | undefined;
  #controller: AbortController | undefined;
  #reason: StepEnded | undefined;

  /** Made when it is first asked for: a signal of its own would be the dearest part of a step. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#reason !== undefined) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** Calls back once, at the end; a later listener replaces the one before. */
  readonly onEnd = (listener: (reason: StepEnded) => void): (() => void) => {
    this.#listener = listener;
    if (this.#reason !== undefined) listener(this.#reason);
    return () => {
      this.#listener = undefined;
    };
  };

  /** Ends the step, whatever its listener makes of it. */
  end(reason: StepEnded): void {
    this.#reason = reason;
    this.#controller?.abort(reason);
    if (this.#listener !== undefined) callQuietly(this.#listener, reason);
  }
}

/** One limit over everything that a call does: waiting, connecting, headers, body, settling. */
export class Deadline {
  readonly #clock: Clock;
  readonly #endsAt: number;
  readonly #caller: AbortSignal | undefined;
  readonly #life: CallLife;

  /**
   * @param totalTimeout milliseconds from now, on the clock that never jumps
   * @param life of the call that this is the deadline of
   */
  constructor(
    clock: Clock,
    totalTimeout: number,
    caller?: AbortSignal | undefined,
    life: CallLife = new CallLife(),
  ) {
    this.#clock = clock;
    this.#endsAt = clock.monotonic() + totalTimeout;
    this.#caller = caller;
    this.#life = life;
  }

  /** Milliseconds left, never below 0. */
  remaining(): number {
    return Math.max(0, this.#endsAt - this.#clock.monotonic());
  }

  /** Whether the caller's signal has fired. */
  get aborted(): boolean {
    return this.#caller?.aborted === true;
  }

  /** What the caller aborted with. */
  get abortReason(): unknown {
    return this.#caller?.reason;
  }

  /** The same end and the same caller, but not longer than `limit` milliseconds from now. */
  within(limit: number): Deadline {
    return new Deadline(this.#clock, Math.min(limit, this.remaining()), this.#caller, this.#life);
  }

  /**
   * Waits, or rejects with {@link StepEnded} when the caller aborts. Does not outlast the deadline,
   * nor the client: when that is closed, the call is over.
   */
  wait(ms: number): Promise<void> {
    return this.#wait(ms, this.#life.closing);
  }

  /** Waits before a repetition; not even the closing of the client cuts short what settles a change. */
  backOff(ms: number): Promise<void> {
    return this.#wait(ms, this.#life.endsWith);
  }

  async #wait(ms: number, closing: Closing | undefined): Promise<void> {
    try {
      await this.step(ms, () => new Promise<never>(() => {}), closing);
    } catch (error) {
      const { by } = error as StepEnded;
      if (by === 'caller') throw error;
      if (by === 'closing') this.#life.isOver = true;
    }
  }

  /**
   * Runs one step that is told when it is over, at the first of: its own limit, the deadline, the
   * caller's abort, the closing if one is given. The step is expected to reject then; one that does
   * not is left behind.
   */
  step<Result>(
    limit: number,
    work: (end: StepEnd) => Promise<Result>,
    closing?: Closing | undefined,
  ): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.aborted) return reject(new StepEnded('caller', this.abortReason));
      if (closing?.isClosed === true) return reject(new StepEnded('closing'));
      const stepEnd = new StepEnd();
      const end = (reason: StepEnded) => {
        letGo();
        stepEnd.end(reason);
        void afterItsOwnWord().then(() => reject(reason));
      };
      const onAbort = () => end(new StepEnded('caller', this.abortReason));
      const onTimeout = () => end(new StepEnded('timeout'));
      const cancelTimer = this.#clock.schedule(Math.min(limit, this.remaining()), onTimeout);
      this.#caller?.addEventListener('abort', onAbort);
      const stopListening = closing?.onClose(() => end(new StepEnded('closing')));
      const letGo = () => {
        cancelTimer();
        this.#caller?.removeEventListener('abort', onAbort);
        stopListening?.();
      };
      const settled = <Value>(settle: (value: Value) => void) => {
        return (value: Value) => {
          letGo();
          settle(value);
        };
      };
      try {
        Promise.resolve(work(stepEnd)).then(settled(resolve), settled(reject));
      } catch (error) {
        settled(reject)(error);
      }
    });
  }
}

/** Time for a step that listens to say how far it got; counted in turns of the microtask queue. */
async function afterItsOwnWord(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await undefined;
}
