import type { Clock } from './clock.ts';

/** Why a step was ended from outside. */
export class StepEnded extends Error {
  override readonly name = 'StepEnded';
  readonly by: 'timeout' | 'caller';

  constructor(by: 'timeout' | 'caller', cause?: unknown) {
    super(by === 'timeout' ? 'The time for this step is over.' : 'The caller aborted.', { cause });
    this.by = by;
  }
}

/** One limit over everything that a call does: waiting, connecting, headers, body, settling. */
export class Deadline {
  readonly #clock: Clock;
  readonly #endsAt: number;
  readonly #caller: AbortSignal | undefined;

  /** @param totalTimeout milliseconds from now, on the clock that never jumps */
  constructor(clock: Clock, totalTimeout: number, caller?: AbortSignal | undefined) {
    this.#clock = clock;
    this.#endsAt = clock.monotonic() + totalTimeout;
    this.#caller = caller;
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
    return new Deadline(this.#clock, Math.min(limit, this.remaining()), this.#caller);
  }

  /** Waits, or rejects with {@link StepEnded} when the caller aborts. Does not outlast the deadline. */
  wait(ms: number): Promise<void> {
    return this.step<void>(Number.POSITIVE_INFINITY, (signal) => {
      return new Promise<void>((resolve) => {
        const cancel = this.#clock.schedule(Math.min(ms, this.remaining()), resolve);
        signal.addEventListener('abort', cancel, { once: true });
      });
    }).catch((error: unknown) => {
      if (error instanceof StepEnded && error.by === 'timeout') return;
      throw error;
    });
  }

  /**
   * Runs one step under a signal that fires at the first of: its own limit, the deadline, the
   * caller's abort. The step is expected to reject then; one that does not is left behind.
   */
  step<Result>(limit: number, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const controller = new AbortController();
      const cancels: (() => void)[] = [];
      const end = (reason: StepEnded) => {
        controller.abort(reason);
        void afterItsOwnWord().then(() => finish(reject, reason));
      };
      const onAbort = () => end(new StepEnded('caller', this.#caller?.reason));
      const finish = <Value>(settle: (value: Value) => void, value: Value) => {
        for (const cancel of cancels) cancel();
        this.#caller?.removeEventListener('abort', onAbort);
        settle(value);
      };
      if (this.aborted) return reject(new StepEnded('caller', this.#caller?.reason));
      const time = Math.min(limit, this.remaining());
      cancels.push(this.#clock.schedule(time, () => end(new StepEnded('timeout'))));
      this.#caller?.addEventListener('abort', onAbort, { once: true });
      begun(work, controller.signal).then(
        (result) => finish(resolve, result),
        (error: unknown) => finish(reject, error),
      );
    });
  }
}

/** Time for a step that listens to say how far it got; counted in turns of the microtask queue. */
async function afterItsOwnWord(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await undefined;
}

/** A step that throws instead of rejecting counts as one that rejects. */
async function begun<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  return work(signal);
}
