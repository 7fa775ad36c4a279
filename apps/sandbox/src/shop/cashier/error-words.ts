import { isQFPayError } from '@qf/client';

/** An error of the client in its own words, which name no secret; of anything else no more than its kind. */
export function errorWords(error: unknown): string {
  if (isQFPayError(error)) return error.message;
  return error instanceof Error ? `Something broke: ${error.name}.` : 'Something broke.';
}
