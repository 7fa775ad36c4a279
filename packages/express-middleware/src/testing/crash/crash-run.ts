import type { SignedNotification } from '../../notification-kit.ts';
import { bundledProgram } from '../bundled-process.ts';
import { gateway } from '../merchant-key.ts';
import { seededRandom } from '../random.ts';
import { CRASH_HEADER, CRASH_POINTS } from './crash-points.ts';
import { CRASH_PROGRAM, RestartingProcess } from './restarting-process.ts';

/** What a run does. */
export interface CrashPlan {
  readonly kind: 'postgres' | 'redis';
  readonly url: string;
  readonly notifications: number;
  /** Deliveries that kill the process they reach. */
  readonly kills: number;
  readonly seed: number;
  /** How many effects a notification has had. */
  readonly effectsOf: (syssn: string) => Promise<number>;
}

/** What came of it. */
export interface CrashReport {
  /** How many notifications had 0, 1, 2 … effects. */
  readonly histogram: Readonly<Record<number, number>>;
  /** At least as many as planned. */
  readonly notifications: number;
  readonly deliveries: number;
  readonly kills: number;
  /** Acknowledgements that the gateway never saw. */
  readonly lostAcknowledgements: number;
  /** Acknowledgements of a notification that had no effect at that moment. */
  readonly emptyAcknowledgements: number;
}

/** Of all acknowledgements. */
const LOST = 0.2;
const PARALLEL = 25;

/**
 * Two processes, one database: every notification is delivered, 1 to 3 copies at once, until an acknowledgement
 * has reached the gateway, while processes are killed at named points.
 */
export async function crashRun(plan: CrashPlan): Promise<CrashReport> {
  const random = seededRandom(plan.seed);
  const program = await bundledProgram(CRASH_PROGRAM);
  const processes = [1, 2].map(() => new RestartingProcess(program.file, plan.kind, plan.url));
  const count = { deliveries: 0, lostAcknowledgements: 0, emptyAcknowledgements: 0 };
  const every = Math.floor(plan.notifications / plan.kills);
  const all = Array.from({ length: plan.notifications }, (_, index) => ({
    notification: gateway.payment(),
    // The kinds of death take turns.
    crashAt: index % every === 0 ? CRASH_POINTS[(index / every) % CRASH_POINTS.length] : undefined,
  }));

  const deliver = async (notification: SignedNotification, crashAt: string | undefined) => {
    count.deliveries += 1;
    const process = processes[random() < 0.5 ? 0 : 1] as RestartingProcess;
    const isAcknowledged = await post(await process.port, notification, crashAt);
    if (!isAcknowledged) return false;
    const effects = await plan.effectsOf(String(notification.fields['syssn']));
    if (effects === 0) count.emptyAcknowledgements += 1;
    const isLost = random() < LOST;
    if (isLost) count.lostAcknowledgements += 1;
    return !isLost;
  };
  const untilAcknowledged = async ({ notification, crashAt }: (typeof all)[number]) => {
    let fatal = crashAt;
    for (;;) {
      const copies = 1 + Math.floor(random() * 3);
      const answers = Array.from({ length: copies }, (_, copy) =>
        deliver(notification, copy === 0 ? fatal : undefined),
      );
      fatal = undefined;
      if ((await Promise.all(answers)).includes(true)) return;
    }
  };

  const deaths = () => processes.reduce((sum, process) => sum + process.deaths, 0);
  const queue = [...all];
  const lane = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      await untilAcknowledged(next);
    }
  };
  try {
    await Promise.all(Array.from({ length: PARALLEL }, lane));
    // Two that were to kill may have met in one process, or come too late to be handled.
    for (let more = 0; deaths() < plan.kills; more += 1) {
      all.push({
        notification: gateway.payment(),
        crashAt: CRASH_POINTS[more % CRASH_POINTS.length],
      });
      await untilAcknowledged(all.at(-1) as (typeof all)[number]);
    }
    const histogram: Record<number, number> = {};
    for (const { notification } of all) {
      const effects = await plan.effectsOf(String(notification.fields['syssn']));
      histogram[effects] = (histogram[effects] ?? 0) + 1;
    }
    return { histogram, notifications: all.length, kills: deaths(), ...count };
  } finally {
    await Promise.all(processes.map((process) => process.end()));
    program.remove();
  }
}

async function post(
  port: number,
  { body, headers }: SignedNotification,
  crashAt: string | undefined,
): Promise<boolean> {
  const fatal = crashAt === undefined ? {} : { [CRASH_HEADER]: crashAt };
  try {
    const response = await fetch(`http://127.0.0.1:${port}/notify`, {
      method: 'POST',
      body,
      headers: { ...headers, ...fatal },
    });
    return response.status === 200 && (await response.text()) === 'SUCCESS';
  } catch {
    // The process is gone, or its answer.
    return false;
  }
}
