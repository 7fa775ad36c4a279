/** How many calls a store may make (our decision D-37): 100 in any second, 400 in any minute. */
const WINDOWS = [
  { ms: 1000, most: 100 },
  { ms: 60_000, most: 400 },
] as const;

/** Counts the calls of each store over sliding windows of virtual time. */
export class RateLimit {
  readonly #calls = new Map<string, number[]>();

  /** Counts one call at `now`; says in how many milliseconds to come back when it is one too many. */
  count(app_code: string, now: number): number | undefined {
    const recent = (this.#calls.get(app_code) ?? []).filter((at) => at > now - 60_000);
    for (const { ms, most } of WINDOWS) {
      const inside = recent.filter((at) => at > now - ms);
      const [oldest] = inside;
      if (inside.length >= most && oldest !== undefined) {
        this.#calls.set(app_code, recent);
        return oldest + ms - now;
      }
    }
    this.#calls.set(app_code, [...recent, now]);
    return undefined;
  }

  clear(): void {
    this.#calls.clear();
  }
}
