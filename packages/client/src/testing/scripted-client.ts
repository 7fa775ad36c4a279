import type { ClientOptions } from '../client-options.ts';
import type { QFPayClient } from '../qfpay-client.ts';
import { ManualClock } from './manual-clock.ts';
import { openClient } from './open-client.ts';
import { type Act, answers, scriptedTransport } from './scripted-transport.ts';

/** A client on a clock of its own whose requests meet these acts, one after the other. */
export interface ScriptedClient {
  readonly qf: QFPayClient;
  readonly clock: ManualClock;
  /** The operation and the fields of every request, in order. */
  asked(): Record<string, string>[];
}

/** Opens one in the middle of March 2026, which tries everything once. */
export function scriptedClient(
  acts: readonly Act[],
  options: Partial<ClientOptions> = {},
): ScriptedClient {
  const clock = new ManualClock(Date.parse('2026-03-15T04:00:00Z'));
  const { requests, transport } = scriptedTransport(...acts);
  const limits = { timeout: 20_000, totalTimeout: 45_000, maxRetries: 0 };
  const qf = openClient('http://127.0.0.1:9', { clock, transport, ...limits, ...options });
  const asked = () =>
    requests.map(({ url, body = '' }) => ({
      operation: url.split('/').at(-1) ?? '',
      ...Object.fromEntries(new URLSearchParams(body)),
    }));
  return { qf, clock, asked };
}

/** The answer to a query. */
export function rows(...data: readonly object[]): Act {
  return answers({ respcd: '0000', data });
}
