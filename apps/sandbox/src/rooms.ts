import { randomBytes } from 'node:crypto';
import { manualTime } from './clock/manual-time.ts';
import { scheduledClock } from './clock/scheduler.ts';
import { systemTime } from './clock/system-time.ts';
import type { TimeSource } from './clock/time-source.ts';
import { type Engine, openEngine } from './engine.ts';
import { watchExpiry } from './expiry-watch.ts';
import type { GatewayPolicy } from './gateway/call.ts';
import { type RequestLog, requestLog } from './gateway/request-log.ts';
import { BUILT_IN_MERCHANT, type Merchant, merchantBook } from './merchants.ts';
import { httpDelivery } from './notifier/deliver.ts';
import { type Notifier, startNotifier } from './notifier/notifier.ts';
import { SandboxError } from './sandbox-error.ts';
import type { SandboxOptions } from './sandbox-options.ts';
import type { EventStore } from './store/event-store.ts';
import { memoryEventStore } from './store/memory-event-store.ts';

/** The inside of a sandbox, before anybody listens on a port. */
export interface Rooms {
  readonly engine: Engine;
  readonly notifier: Notifier;
  readonly merchants: ReadonlyMap<string, Merchant>;
  readonly policy: GatewayPolicy;
  readonly requests: RequestLog;
  readonly host: string;
  readonly token: string | undefined;
  /** Where customers find the pages; known once the server listens. */
  url: string;
  /** Whether `/readyz` says yes. */
  readonly isReady: () => boolean;
  open(): void;
  closing(): void;
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Builds everything behind the doors, and takes up what an existing journal left open. */
export async function openRooms(options: SandboxOptions): Promise<Rooms> {
  const { host = '127.0.0.1', data = 'memory', seed = 1 } = options;
  const time = timeOf(options);
  const clock = scheduledClock(time, reportProblem);
  const merchants = merchantBook(options.merchants ?? [BUILT_IN_MERCHANT]);
  const store = await openStore(data);
  const notifyUrl = (app_code: string) => merchants.get(app_code)?.notify_url ?? options.notifyUrl;
  const engine = await openEngine({ store, clock, seed, notifyUrl });
  // Virtual time never runs behind what the journal has seen.
  time.moveTo(engine.state().at);
  const stopExpiry = watchExpiry(engine);
  const notifier = startNotifier({
    engine,
    deliver: httpDelivery({
      allowedHosts: allowedHosts(options),
      patience_ms: options.deliveryPatience_ms ?? 5000,
    }),
    keyFor: (app_code) => merchants.get(app_code)?.keys,
  });
  const requests = requestLog();
  let ready = false;
  return {
    engine,
    notifier,
    merchants,
    requests,
    policy: { strict: options.strict ?? false, monthRule: options.monthRule ?? true },
    host,
    token: options.token ?? (isLoopback(host) ? undefined : randomBytes(16).toString('hex')),
    url: '',
    isReady: () => ready,
    open: () => {
      ready = true;
    },
    closing: () => {
      ready = false;
    },
    reset: async () => {
      await engine.execute({ type: 'reset' });
      requests.clear();
    },
    close: async () => {
      notifier.close();
      stopExpiry();
      await clock.close();
      await store.close();
    },
  };
}

/** SQLite is loaded only where it is used. */
async function openStore(data: string): Promise<EventStore> {
  if (data === 'memory') return memoryEventStore();
  const { sqliteEventStore } = await import('./store/sqlite-event-store.ts');
  return sqliteEventStore(data);
}

function timeOf({ clock = 'real', now }: SandboxOptions): TimeSource {
  const system = systemTime();
  if (clock === 'real') return system;
  const start = now === undefined ? system.now() : new Date(now).getTime();
  if (Number.isNaN(start)) {
    const sentence = `now: expected a moment such as "2026-01-01T10:00:00+08:00". Received: ${now}`;
    throw new SandboxError('ERR_QF_SANDBOX_OPTION', sentence);
  }
  return manualTime(start);
}

function allowedHosts({
  allowNotify = [],
  notifyUrl,
  merchants = [],
}: SandboxOptions): Set<string> {
  const urls = [notifyUrl, ...merchants.map((merchant) => merchant.notifyUrl)];
  const hosts = urls.flatMap((url) =>
    url !== undefined && URL.canParse(url) ? [new URL(url).hostname] : [],
  );
  return new Set([...allowNotify, ...hosts]);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** A job that throws is a defect of the sandbox: better a loud end than a silent gap in the ladder. */
function reportProblem(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
