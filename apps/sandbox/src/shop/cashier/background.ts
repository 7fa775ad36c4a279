/** Work that goes on after the answer to the browser was sent. */
export interface Background {
  /** Starts it. `signal` tells it to stop; what it throws is dropped, because nobody waits for it. */
  run(work: (signal: AbortSignal) => Promise<unknown>): void;
  /** Stops all of it and waits until it has ended. */
  close(): Promise<void>;
}

/** Keeps track of work that nobody waits for. */
export function background(): Background {
  const running = new Set<Promise<unknown>>();
  const stop = new AbortController();
  return {
    run: (work) => {
      if (stop.signal.aborted) return;
      const ended: Promise<unknown> = work(stop.signal)
        .catch(() => {})
        .finally(() => running.delete(ended));
      running.add(ended);
    },
    close: async () => {
      stop.abort();
      await Promise.all(running);
    },
  };
}
