import { advance } from './advance.ts';
import { clock } from './clock.ts';
import type { VerbContext, VerbSurroundings } from './control-client.ts';
import { verbContext } from './control-client.ts';
import { exec } from './exec.ts';
import { explain } from './explain.ts';
import { exportJournal, importJournal } from './journal.ts';
import { notify } from './notify.ts';
import { decline, pay } from './pay.ts';
import { reset } from './reset.ts';
import { status } from './status.ts';
import { tail } from './tail.ts';

/** What can be asked of a sandbox that runs. */
const VERBS = {
  status,
  tail,
  advance,
  clock,
  pay,
  decline,
  notify,
  explain,
  export: exportJournal,
  import: importJournal,
  reset,
} as const satisfies Record<string, (context: VerbContext) => Promise<void>>;

type Verb = keyof typeof VERBS | 'exec';

/** Whether the first word of the command line is one of ours. */
export function isVerb(word: string | undefined): word is Verb {
  return word === 'exec' || Object.hasOwn(VERBS, String(word));
}

/** Runs it. Throws `SandboxError` with one sentence for what went wrong. */
export async function runVerb(
  verb: Verb,
  argv: readonly string[],
  surroundings: VerbSurroundings,
): Promise<void> {
  if (verb === 'exec') return exec(argv, surroundings);
  await VERBS[verb](verbContext(argv, surroundings));
}
