import { createHash } from 'node:crypto';

/** Path part of a payment's pages: 22 characters that the seed and the counter decide. */
export function seededToken(seed: number, counter: number): string {
  return createHash('sha256').update(`${seed}:${counter}`).digest('base64url').slice(0, 22);
}
