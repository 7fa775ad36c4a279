import { isPace, PACES, type Pace, paceOf, rateOf } from '../clock/pace.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { VerbContext } from './control-client.ts';

/** `clock real|manual|x60`: lets time pass at another pace from now on; without a word, says how it passes. */
export async function clock({ control, words, json, print }: VerbContext): Promise<void> {
  const [word] = words;
  const seen =
    word === undefined ? await control.get('/clock') : await control.put('/clock', paceBody(word));
  if (json) return print(`${JSON.stringify(seen)}\n`);
  const { rate, now, jobs } = seen as { rate: number; now: number; jobs: readonly unknown[] };
  print(`${paceOf(rate)}, ${new Date(now).toISOString()}, ${jobs.length} waiting\n`);
}

function paceBody(word: string): object {
  if (isPace(word)) return bodyOf(word);
  throw new SandboxError('ERR_QF_SANDBOX_OPTION', `clock: expected ${PACES}. Received: ${word}`);
}

function bodyOf(pace: Pace): object {
  return pace.startsWith('x') ? { mode: 'scaled', rate: rateOf(pace) } : { mode: pace };
}
