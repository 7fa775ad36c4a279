import type { CALLERS } from './client-callers.ts';
import { type Contestant, contest, repeatedly, WARM_UP } from './contest.ts';
import { startProcess, startWorker } from './own-process.ts';
import { report } from './report.ts';

interface Row {
  readonly name: string;
  readonly caller: keyof typeof CALLERS;
}

const CREATE = [
  { name: 'raw undici', caller: 'undici' },
  { name: 'undici + zod + time limit', caller: 'careful' },
  { name: '@qf/client create', caller: 'create' },
  { name: 'fetch', caller: 'fetch' },
  { name: 'axios', caller: 'axios' },
  { name: 'ky', caller: 'ky' },
  { name: 'stripe-node', caller: 'stripe' },
] as const satisfies readonly Row[];

const RETRIEVE = [
  { name: 'raw undici', caller: 'undiciQuery' },
  { name: 'undici + zod + time limit', caller: 'carefulQuery' },
  { name: '@qf/client retrieve', caller: 'retrieve' },
] as const satisfies readonly Row[];

/** A caller in a process of its own. */
interface Running extends Contestant {
  /** CPU time of its process so far, in microseconds. */
  cpu(): Promise<number>;
  end(): Promise<void>;
}

function started({ name, caller }: Row, url: string): Running {
  const worker = startWorker('client-process.ts', caller, url);
  return {
    name,
    run: async (times) => {
      await worker.ask(times);
    },
    cpu: () => worker.ask(0) as Promise<number>,
    end: worker.end,
  };
}

async function compare(rows: readonly [Row, ...Row[]], url: string) {
  const [first, ...others] = rows;
  const running = [started(first, url), ...others.map((row) => started(row, url))] as const;
  const measure = (name: string) =>
    running.find((row) => row.name === name)?.cpu() ?? Promise.reject();
  const results = await contest(running, { rounds: 11, times: 500, warmUp: WARM_UP, measure });
  for (const { end } of running) await end();
  return results;
}

/** `payments.create` and `retrieve`, CPU time of the caller's process for one call, twenty calls under way. */
export async function benchClient(): Promise<void> {
  const gateway = await startProcess('gateway-process.ts');
  const created = await repeatedly(3, () => compare(CREATE, gateway.url));
  report('Create a payment: CPU of one call', created, '@qf/client ≤ 1.4 ×, below all others');
  const retrieved = await repeatedly(3, () => compare(RETRIEVE, gateway.url));
  report('Retrieve a payment: CPU of one call', retrieved, '@qf/client ≤ 1.4 ×');
  await gateway.end();
}
