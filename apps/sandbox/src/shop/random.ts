import { randomBytes } from 'node:crypto';

/** Unguessable bytes, for order numbers and one-time form keys. */
export type RandomBytes = (size: number) => Uint8Array;

/** The machine's randomness; nothing else in the shop asks for it. */
export const systemRandom: RandomBytes = (size) => randomBytes(size);
