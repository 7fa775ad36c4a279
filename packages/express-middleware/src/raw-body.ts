import type { IncomingMessage } from 'node:http';
import { type BodyLimits, type BodyReading, consumed } from './body-rules.ts';
import { ByteCollector } from './byte-collector.ts';
import { property } from './property.ts';

/** A request, and what parsers before us may have left on it. */
export type RawRequest = IncomingMessage & { readonly body?: unknown; readonly rawBody?: unknown };

/**
 * The exact bytes of a request: kept ones (`request.rawBody`, an `express.raw` body), else the stream.
 *
 * Never made again from a parsed body. Does not reject; a body that cannot be had is a refusal.
 */
export function rawBody(
  request: RawRequest,
  limits: BodyLimits,
): BodyReading | Promise<BodyReading> {
  const length = property(request, 'headers')['content-length'];
  if (Number(length ?? 0) > limits.maxBody) return { state: 'too_large' };
  const kept = keptBytes(request);
  if (kept !== undefined) {
    return kept.length > limits.maxBody ? { state: 'too_large' } : { state: 'read', bytes: kept };
  }
  if (property(request, 'readableDidRead') || property(request, 'readableEnded')) {
    return consumed(whatIsLeft(request));
  }
  return property(request, 'destroyed') ? { state: 'aborted' } : streamed(request, limits);
}

function keptBytes(request: RawRequest): Uint8Array | undefined {
  const kept = property(request, 'rawBody');
  if (isBytes(kept)) return kept;
  const body = property(request, 'body');
  return isBytes(body) ? body : undefined;
}

/** The tag is asked instead of the class, because bytes of another realm (a test runner's) are bytes too. */
function isBytes(value: unknown): value is Uint8Array {
  return (
    typeof value === 'object' && Object.prototype.toString.call(value) === '[object Uint8Array]'
  );
}

function whatIsLeft({ rawBody: raw, body }: RawRequest): string {
  if (raw !== undefined) return `request.rawBody of type ${typeof raw}`;
  return body === undefined ? 'a stream that was read' : `request.body of type ${typeof body}`;
}

const TEXT = 'text; somebody has called setEncoding()';

function streamed(
  request: IncomingMessage,
  { maxBody, bodyTimeout, clock }: BodyLimits,
): Promise<BodyReading> {
  return new Promise((resolve) => {
    const collector = new ByteCollector(maxBody);
    let isSettled = false;
    // The listeners stay, and whatever still comes is nobody's: an error of a request that was given up must not end
    // the process.
    const finish = (state: 'read' | 'text' | 'too_large' | 'too_slow' | 'aborted') => {
      if (isSettled) return;
      isSettled = true;
      cancel();
      const bytes = collector.end();
      if (state === 'read') return resolve({ state, bytes });
      request.pause();
      resolve(state === 'text' ? consumed(TEXT) : { state });
    };
    const onData = (chunk: Uint8Array | string) => {
      if (isSettled) return;
      if (typeof chunk === 'string') finish('text');
      else if (!collector.add(chunk)) finish('too_large');
    };
    const onEnd = () => finish('read');
    const onGone = () => finish('aborted');
    const cancel = clock.schedule(bodyTimeout, () => finish('too_slow'));
    const on = property(request, 'on');
    on.call(request, 'data', onData);
    on.call(request, 'end', onEnd);
    on.call(request, 'close', onGone);
    on.call(request, 'error', onGone);
  });
}
