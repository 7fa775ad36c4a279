import { SandboxError } from '../sandbox-error.ts';
import type { VerbContext } from './control-client.ts';

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** `advance 2m|90s|24h|next|idle|MOMENT`: moves the clock and waits for every delivery that causes. */
export async function advance({ control, words, json, print }: VerbContext): Promise<void> {
  const result = await control.post('/clock/advance', stepOf(words[0] ?? ''));
  if (json) return print(`${JSON.stringify(result)}\n`);
  const ran = result['ran'] as { label: string }[];
  const moved = Number(result['to']) - Number(result['from']);
  print(
    `${moved / 1000} s later: ${ran.map(({ label }) => label).join(', ') || 'nothing was due'}\n`,
  );
}

function stepOf(word: string): object {
  if (word === 'next') return { to: 'next' };
  if (word === 'idle') return { until: 'idle' };
  if (/^\d{4}-\d{2}-\d{2}T/.test(word)) return { to: word };
  const [, count, unit = ''] = /^(\d+)(ms|s|m|h|d)$/.exec(word) ?? [];
  const factor = UNITS[unit];
  if (factor !== undefined) return { by_ms: Number(count) * factor };
  const sentence = `advance: expected next, idle, a time such as 2m or a moment such as 2026-01-01T23:30+08:00. Received: ${word}`;
  throw new SandboxError('ERR_QF_SANDBOX_OPTION', sentence);
}
