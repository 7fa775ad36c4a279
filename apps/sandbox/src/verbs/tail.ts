import type { Json, VerbContext } from './control-client.ts';

/** `tail [--limit N]`: every event as it happens; ends with the sandbox, or after N events. */
export async function tail({
  control,
  json,
  limit = Number.POSITIVE_INFINITY,
  print,
}: VerbContext): Promise<void> {
  const response = await control.open('/events', { headers: { accept: 'text/event-stream' } });
  let told = 0;
  for await (const event of events(response)) {
    print(json ? `${JSON.stringify(event)}\n` : `${line(event)}\n`);
    told += 1;
    if (told >= limit) return;
  }
}

async function* events(response: Response): AsyncIterable<Json> {
  if (response.body === null) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      text += value;
      const messages = text.split('\n\n');
      text = messages.pop() ?? '';
      for (const message of messages) {
        const data = /^data: (.*)$/m.exec(message)?.[1];
        if (data !== undefined) yield JSON.parse(data);
      }
    }
  } finally {
    // A stream that nobody reads would keep the program alive.
    await reader.cancel();
  }
}

function line({ seq, at, type, ...facts }: Json): string {
  const names = ['out_trade_no', 'syssn', 'id', 'respcd', 'verdict', 'effect'];
  const said = names.flatMap((name) => (facts[name] === undefined ? [] : [String(facts[name])]));
  return [String(seq).padStart(6), new Date(Number(at)).toISOString(), type, ...said].join('  ');
}
