import { readFile } from 'node:fs/promises';
import { SandboxError } from '../sandbox-error.ts';
import type { VerbContext } from './control-client.ts';

/** `export`: the journal, one event a line. */
export async function exportJournal({ control, print }: VerbContext): Promise<void> {
  const response = await control.open('/export');
  print(await response.text());
}

/** `import FILE`: forgets everything and plays an exported journal. */
export async function importJournal({ control, words, json, print }: VerbContext): Promise<void> {
  const [file] = words;
  if (file === undefined)
    throw new SandboxError('ERR_QF_SANDBOX_OPTION', 'import: expected a file.');
  const body = await readFile(file, 'utf8').catch((error: Error) => {
    throw new SandboxError('ERR_QF_SANDBOX_OPTION', `import: ${error.message}`);
  });
  const headers = { 'content-type': 'application/x-ndjson' };
  const result = await (await control.open('/import', { method: 'POST', headers, body })).text();
  print(json ? `${result}\n` : `Imported: ${JSON.parse(result).transactions} transactions.\n`);
}
