import { createHash } from 'node:crypto';

/** The `draw`th number of a seed, from 0 up to but not including 1: the same in every run. */
export function seededChance(seed: number, draw: number): number {
  const digest = createHash('sha256').update(`chance ${seed} ${draw}`).digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}
