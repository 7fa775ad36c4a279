/** Where a process can be killed on its way with one delivery. */
export const CRASH_POINTS = [
  'before the claim',
  'after the claim',
  'after the effect',
  'after the commit',
  'after the answer',
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];

/** The header of a delivery that tells the process where to die. */
export const CRASH_HEADER = 'x-crash-at';
