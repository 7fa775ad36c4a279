import { SandboxError } from '../sandbox-error.ts';
import type { Json, VerbContext } from './control-client.ts';

/** `explain [REQUEST]`: why a signature did not fit; the last one that was refused when none is named. */
export async function explain({ control, words, json, print }: VerbContext): Promise<void> {
  const seen =
    words[0] === undefined
      ? await lastRefused(control)
      : await control.get(`/requests/${words[0]}`);
  if (json) return print(`${JSON.stringify(seen)}\n`);
  const { id, path, respcd, hints, explanation } = seen;
  const { sentence, fix, baseString, signedString } = Object(explanation);
  print(
    sentence === undefined
      ? `${id} ${path} ${respcd}\n${(hints as string[]).join(' ')}\n`
      : [
          `${id} ${path} ${respcd}`,
          `Cause     ${sentence}`,
          `Fix       ${fix}`,
          `To sign   ${baseString}`,
          `Was       ${signedString}`,
          '',
        ].join('\n'),
  );
}

async function lastRefused(control: VerbContext['control']): Promise<Json> {
  const { requests } = await control.get('/requests?respcd=1108');
  const last = (requests as Json[]).at(-1);
  if (last !== undefined) return last;
  throw new SandboxError('ERR_QF_SANDBOX_NOT_FOUND', 'No call was refused for its signature.');
}
