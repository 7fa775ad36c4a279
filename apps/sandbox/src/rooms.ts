import { randomBytes, randomInt } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { watchAutopay } from './autopay-watch.ts';
import { checkOptions } from './check-options.ts';
import { rateOf } from './clock/pace.ts';
import { pacedTime } from './clock/paced-time.ts';
import { scheduledClock } from './clock/scheduler.ts';
import type { TimeSource } from './clock/time-source.ts';
import { type Engine, openEngine, type Rules, rulesProblem } from './engine.ts';
import { watchExpiry } from './expiry-watch.ts';
import { FaultPlan } from './faults/fault-plan.ts';
import { OneShotQueue } from './faults/one-shot-queue.ts';
import type { GatewayPolicy } from './gateway/call.ts';
import { RateLimit } from './gateway/rate-limit.ts';
import { type RequestLog, requestLog } from './gateway/request-log.ts';
import { merchantFile } from './merchant-file.ts';
import { BUILT_IN_MERCHANT, MerchantBook } from './merchants.ts';
import { httpDelivery } from './notifier/deliver.ts';
import { type Notifier, startNotifier } from './notifier/notifier.ts';
import { SandboxError } from './sandbox-error.ts';
import type { SandboxOptions } from './sandbox-options.ts';
import type { EventStore } from './store/event-store.ts';
import { memoryEventStore } from './store/memory-event-store.ts';

/** What a reset leaves as it is. */
export interface Reset {
  /** `keep`: the stores that were added or changed since the start, and their keys. */
  readonly merchants?: 'keep';
}

/** The inside of a sandbox, before anybody listens on a port. */
export interface Rooms {
  readonly engine: Engine;
  readonly notifier: Notifier;
  readonly merchants: MerchantBook;
  readonly policy: GatewayPolicy;
  readonly faults: FaultPlan;
  readonly next: OneShotQueue;
  readonly magic: boolean;
  readonly rateLimit: RateLimit;
  readonly requests: RequestLog;
  readonly host: string;
  readonly token: string | undefined;
  /** Where customers find the pages; known once the server listens. */
  url: string;
  /** Where this machine finds the gateway, whatever the world calls it. */
  ownUrl: string;
  /** Where a phone in this network finds them; `undefined` without `lan`. */
  lanUrl: string | undefined;
  /** Whether `/readyz` says yes. */
  readonly isReady: () => boolean;
  open(): void;
  closing(): void;
  /** Everything as it was at the start, the operator's settings too; the stores only if they are not to be kept. */
  reset(how?: Reset): Promise<void>;
  /** Plays another journal instead of the own one; virtual time moves on to its end. */
  adopt: Engine['adopt'];
  close(): Promise<void>;
}

/** Builds everything behind the doors, and takes up what an existing journal left open. */
export async function openRooms(options: SandboxOptions): Promise<Rooms> {
  checkOptions(options);
  const time = timeOf(options);
  const rules = rulesOf(options);
  const store = await openStore(options.data ?? 'memory');
  try {
    return await furnished(options, { time, rules, store });
  } catch (error) {
    // The folder is free again for whoever mends what was wrong.
    await store.close();
    throw error;
  }
}

interface Foundations {
  readonly time: TimeSource;
  readonly rules: Partial<Rules>;
  readonly store: EventStore;
}

async function furnished(
  options: SandboxOptions,
  { time, rules, store }: Foundations,
): Promise<Rooms> {
  const { host = '127.0.0.1', data = 'memory', magic = true } = options;
  const { seed = isOpenToOthers(options) ? randomInt(1, SEEDS) : 1 } = options;
  const { rate } = time;
  const clock = scheduledClock(time, reportProblem);
  const merchants = new MerchantBook(
    options.merchants ?? [BUILT_IN_MERCHANT],
    data === 'memory' ? undefined : merchantFile(data),
  );
  const notifyUrl = (app_code: string) => merchants.get(app_code)?.notify_url ?? options.notifyUrl;
  const engine = await openEngine({ store, clock, seed, notifyUrl });
  // Virtual time never runs behind what the journal has seen.
  time.moveTo(engine.state().at);
  await engine.execute({ type: 'change_rules', rules });
  const faults = new FaultPlan(() => engine.state().seed);
  const next = new OneShotQueue();
  const rateLimit = new RateLimit();
  const requests = requestLog();
  const stopExpiry = watchExpiry(engine);
  const stopAutopay = watchAutopay(engine);
  const notifier = startNotifier({
    engine,
    faults,
    deliver: httpDelivery({
      allowedHosts: () => allowedHosts(options, merchants),
      patience_ms: options.deliveryPatience_ms ?? 5000,
    }),
    keyFor: (app_code) => merchants.get(app_code)?.keys,
  });
  let ready = false;
  return {
    engine,
    notifier,
    merchants,
    faults,
    next,
    magic,
    rateLimit,
    requests,
    policy: { strict: options.strict ?? false },
    host,
    token: options.token ?? (isLoopback(host) ? undefined : randomBytes(16).toString('hex')),
    url: '',
    ownUrl: '',
    lanUrl: undefined,
    isReady: () => ready,
    open: () => {
      ready = true;
    },
    closing: () => {
      ready = false;
    },
    reset: async ({ merchants: stores } = {}) => {
      await clock.change(rate);
      await engine.execute({ type: 'reset' });
      await engine.execute({ type: 'change_rules', rules });
      for (const one of [faults, next, rateLimit, requests]) one.clear();
      if (stores !== 'keep') merchants.reset();
    },
    adopt: async (journal) => {
      await engine.adopt(journal);
      const last = journal.reduce((latest, { at }) => Math.max(latest, at), 0);
      if (last > clock.now()) await clock.advance({ by_ms: last - clock.now() });
    },
    close: async () => {
      notifier.close();
      stopExpiry();
      stopAutopay();
      await clock.close();
      await engine.settled();
      await store.close();
    },
  };
}

function rulesOf({ rules = {}, monthRule }: SandboxOptions): Partial<Rules> {
  const wanted = monthRule === undefined ? rules : { month_rule: monthRule, ...rules };
  const problem = rulesProblem(wanted);
  if (problem === undefined) return wanted;
  throw new SandboxError('ERR_QF_SANDBOX_OPTION', `rule ${problem}.`);
}

/** SQLite is loaded only where it is used. */
async function openStore(data: string): Promise<EventStore> {
  if (data === 'memory') return memoryEventStore();
  const { sqliteEventStore } = await import('./store/sqlite-event-store.ts');
  return sqliteEventStore(data);
}

/** Virtual time as the options want it. */
function timeOf({ clock = 'real', now }: SandboxOptions): TimeSource {
  const rate = rateOf(clock);
  return now === undefined ? pacedTime(rate) : pacedTime(rate, new Date(now).getTime());
}

/** Hosts that the operator named: in the list, or as an address of their own. */
function allowedHosts(options: SandboxOptions, merchants: MerchantBook): ReadonlySet<string> {
  const urls = [options.notifyUrl, ...merchants.list().map(({ notify_url }) => notify_url)];
  const hosts = urls.flatMap((url) =>
    url !== undefined && URL.canParse(url) ? [new URL(url).hostname] : [],
  );
  const named = [...(options.allowNotify ?? []), ...hosts];
  // As addresses spell them once they are read.
  return new Set(named.map((host) => host.toLowerCase().replace(/^\[|\]$/g, '')));
}

/** As many as `--seed` takes. */
const SEEDS = 1_000_000_000;

/** Whether the pages are reached from other machines: their addresses must not follow from a seed that everybody knows. */
function isOpenToOthers({ host = '127.0.0.1', lan = false }: SandboxOptions): boolean {
  return lan || !isLoopback(host);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

/** A job that throws is a defect of the sandbox: better a loud end than a silent gap in the ladder. */
function reportProblem(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
