import type { VerbContext } from './control-client.ts';

/** `reset`: everything as at the start. */
export async function reset({ control, json, print }: VerbContext): Promise<void> {
  const info = await control.post('/reset');
  print(json ? `${JSON.stringify(info)}\n` : 'Everything was forgotten.\n');
}
