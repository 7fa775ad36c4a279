/** What the parsers of undici and of Node call the bytes that they could not read. */
const NAMES = ['data', 'rawPacket'];

/** A chain of causes that runs in a circle ends here. */
const DEEPEST = 10;

/** Takes the bytes out of a parser's error and of its causes: an answer may repeat the request. */
export function hideBytes(error: unknown): void {
  for (let at = error, depth = 0; at instanceof Error && depth < DEEPEST; depth += 1) {
    for (const name of NAMES) if (Object.hasOwn(at, name)) Reflect.set(at, name, '[hidden]');
    at = at.cause;
  }
}
