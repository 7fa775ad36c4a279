/** One way of doing the work. */
export interface Contestant {
  readonly name: string;
  /** Gets ready what the work needs; it does not count. */
  prepare?(times: number): void;
  /** Does the work `times` times and resolves when all of it is done. */
  run(times: number): Promise<void> | void;
}

/** What a contestant needed, and how that compares with the first one. */
export interface Result {
  readonly name: string;
  /** Median over the rounds, in microseconds for one time. */
  readonly cost_us: number;
  /** Median over the rounds; 1 is what the first contestant needed in the same round. */
  readonly ratio: number;
}

/** How a contest is run. */
export interface Rules {
  readonly rounds: number;
  /** How often the work is done in one round. */
  readonly times: number;
  /** How often it is done before anything is measured; `times` unless told. */
  readonly warmUp?: number | undefined;
  /** `cpu`: user and system time of this process. `wall`: time on the clock. A meter: what it says. */
  readonly measure: 'cpu' | 'wall' | Meter;
}

/** Enough for V8 to have compiled what a request or a call runs through: the speed of a program that has run for a while. */
export const WARM_UP = 5_000;

/** Calls or deliveries under way at a time, each on a connection of its own. */
export const IN_FLIGHT = 20;

/** What the named contestant has used so far, in microseconds; for those that work in a process of their own. */
export type Meter = (name: string) => Promise<number>;

/**
 * Lets every contestant do the same work in turns, so that a machine that slows down slows all of them. The first
 * contestant is the yardstick.
 */
export async function contest(
  contestants: readonly [Contestant, ...Contestant[]],
  { rounds, times, measure, warmUp = times }: Rules,
): Promise<Result[]> {
  for (const contestant of contestants) {
    contestant.prepare?.(warmUp);
    await contestant.run(warmUp);
  }
  const costs = contestants.map(() => [] as number[]);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, contestant] of contestants.entries()) {
      const { name } = contestant;
      contestant.prepare?.(times);
      const before = await now(measure, name);
      await contestant.run(times);
      costs[index]?.push(((await now(measure, name)) - before) / times);
    }
  }
  const [yardstick = []] = costs;
  return contestants.map(({ name }, index) => {
    const own = costs[index] ?? [];
    // What slows the machine down for a while slows a whole round, as a rule.
    const ratios = own.map((cost, round) => cost / (yardstick[round] ?? Number.NaN));
    return { name, cost_us: median(own), ratio: median(ratios) };
  });
}

/**
 * Holds a contest of processes several times, with new ones each time, and takes the median of what it found: two
 * processes of one program differ by more than what some of these figures are about.
 */
export async function repeatedly(
  times: number,
  contestOfNewProcesses: () => Promise<readonly Result[]>,
): Promise<Result[]> {
  const found: (readonly Result[])[] = [];
  for (let time = 0; time < times; time += 1) found.push(await contestOfNewProcesses());
  const [first = []] = found;
  return first.map(({ name }, index) => {
    const of = (figure: 'cost_us' | 'ratio') =>
      median(found.map((results) => results[index]?.[figure] ?? Number.NaN));
    return { name, cost_us: of('cost_us'), ratio: of('ratio') };
  });
}

/** Microseconds. */
function now(measure: Rules['measure'], name: string): number | Promise<number> {
  if (typeof measure === 'function') return measure(name);
  if (measure === 'wall') return performance.now() * 1000;
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** The middle value; of an even number of values the upper one. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
