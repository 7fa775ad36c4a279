import { MiddlewareError } from './middleware-error.ts';

/**
 * What an inbox's server said, without what it was asked: drivers put rows, parameters and whole commands into their
 * errors, and with them the body of a notification.
 */
export function inboxError(error: unknown): Error {
  if (error instanceof MiddlewareError) return error;
  const last = causes(error).at(-1);
  const said = last instanceof Error ? last.message : String(last);
  const code = codes(error).at(-1);
  // Some drivers hand the server's detail on in the sentence.
  const message = said.split(/\s*\bDETAIL\b/, 1)[0] || `The inbox’s server failed: ${code}.`;
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

/** The codes of an error, outermost first. Drivers wrap the server's error, some more than once; Prisma has it in `meta`. */
export function codes(error: unknown): readonly string[] {
  return causes(error).flatMap((each) => {
    const { code, meta } = (each ?? {}) as { code?: unknown; meta?: { code?: unknown } };
    return [code, meta?.code].filter((known) => typeof known === 'string');
  });
}

function causes(error: unknown): readonly unknown[] {
  const found = [error];
  for (let each = error; each instanceof Error && each.cause !== undefined; each = each.cause) {
    if (found.length > 10) break;
    found.push(each.cause);
  }
  return found;
}
