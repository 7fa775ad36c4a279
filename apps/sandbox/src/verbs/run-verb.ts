import { SandboxError } from '../sandbox-error.ts';
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

interface VerbEntry {
  readonly run: (context: VerbContext) => Promise<void>;
  /** Most words it takes. */
  readonly words: number;
}

/** What can be asked of a sandbox that runs. */
const VERBS = {
  status: { run: status, words: 0 },
  tail: { run: tail, words: 0 },
  advance: { run: advance, words: 1 },
  clock: { run: clock, words: 1 },
  pay: { run: pay, words: 1 },
  decline: { run: decline, words: 2 },
  notify: { run: notify, words: 2 },
  explain: { run: explain, words: 1 },
  export: { run: exportJournal, words: 0 },
  import: { run: importJournal, words: 1 },
  reset: { run: reset, words: 0 },
} as const satisfies Record<string, VerbEntry>;

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
  const context = verbContext(argv, surroundings);
  const { run, words } = VERBS[verb];
  const extra = context.words[words];
  if (extra === undefined) return run(context);
  const most = words === 0 ? 'nothing behind it' : `no more than ${words}`;
  const sentence = `${verb}: expected ${most}. Received: ${context.words.join(' ')}`;
  throw new SandboxError('ERR_QF_SANDBOX_OPTION', sentence);
}
