import { randomBytes } from 'node:crypto';

/** Unguessable bytes, for order numbers and one-time form keys. */
export type RandomBytes = (size: number) => Uint8Array;

/** The machine's randomness; nothing else in the shop asks for it. */
export const systemRandom: RandomBytes = (size) => randomBytes(size);

/** 32 signs that nobody mixes up when reading them aloud. */
const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Unguessable text that people can read to one another; 5 bits for every sign. */
export function wordyNumber(random: RandomBytes, length: number): string {
  return [...random(length)].map((byte) => SIGNS[byte % SIGNS.length]).join('');
}

/** What makes a form's second sending harmless. */
export function formKey(random: RandomBytes): string {
  return Buffer.from(random(16)).toString('hex');
}
