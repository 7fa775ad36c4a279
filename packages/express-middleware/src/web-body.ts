import { type BodyLimits, type BodyReading, consumed } from './body-rules.ts';
import { ByteCollector } from './byte-collector.ts';

/** The exact bytes of a web request. Does not reject; a body that cannot be had is a refusal. */
export async function webBody(request: Request, limits: BodyLimits): Promise<BodyReading> {
  const length = Number(request.headers.get('content-length') ?? 0);
  if (length > limits.maxBody) return { state: 'too_large' };
  if (request.bodyUsed) return consumed('a Request whose body was read');
  if (request.body?.locked === true) return consumed('a Request whose body is being read');
  if (request.body === null) return { state: 'read', bytes: new Uint8Array() };
  return streamed(request.body.getReader(), limits);
}

async function streamed(
  reader: ReadableStreamDefaultReader<Uint8Array | string>,
  { maxBody, bodyTimeout, clock }: BodyLimits,
): Promise<BodyReading> {
  const collector = new ByteCollector(maxBody);
  let isLate = false;
  // Frees the connection when the body was given up, and ends a read that waits; after its end it does nothing.
  const giveUp = () => void reader.cancel().catch(() => {});
  // A race of each read with the time would keep something for every chunk until the time is over.
  const cancel = clock.schedule(bodyTimeout, () => {
    isLate = true;
    giveUp();
  });
  try {
    for (;;) {
      const part = await reader.read();
      if (isLate) return { state: 'too_slow' };
      if (part.done) return { state: 'read', bytes: collector.end() };
      if (typeof part.value === 'string') return consumed('text, not bytes');
      if (!collector.add(part.value)) return { state: 'too_large' };
    }
  } catch {
    return { state: 'aborted' };
  } finally {
    cancel();
    collector.end();
    giveUp();
  }
}
