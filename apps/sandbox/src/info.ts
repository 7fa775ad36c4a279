import type { Rooms } from './rooms.ts';
import { ownVersion } from './version.ts';

/** What `GET /_sandbox/api/v1/info` says: where things are and how they are set, never a key. */
export function sandboxInfo({
  engine,
  merchants,
  policy,
  magic,
  url,
}: Rooms): Record<string, unknown> {
  const { clock } = engine;
  const state = engine.state();
  return {
    name: '@qf/sandbox',
    version: ownVersion(),
    urls: { gateway: url, dashboard: `${url}/_sandbox/`, control: `${url}/_sandbox/api/v1` },
    clock: { mode: clock.mode, rate: clock.rate, now: clock.now() },
    seed: state.seed,
    ...policy,
    magic,
    rules: state.rules,
    merchants: merchants.list().map(({ app_code, name }) => ({ app_code, name })),
    counts: {
      events: state.seq,
      transactions: state.transactions.size,
      notifications: state.notifications.size,
    },
  };
}
