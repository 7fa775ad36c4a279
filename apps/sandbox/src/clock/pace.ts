/** How time passes: like the machine's, so many times as fast, or only when it is moved. */
export type Pace = 'real' | 'manual' | `x${number}`;

/** The same in a word; the rate tells how fast. */
export type ClockMode = 'real' | 'scaled' | 'manual';

/** What a pace looks like, for sentences. */
export const PACES = 'real, manual or a rate such as x60';

/** Whether a text is a pace: `x1` to `x999999`, or one of the two words. */
export function isPace(text: string): text is Pace {
  return /^(real|manual|x[1-9]\d{0,5})$/.test(text);
}

/** Virtual milliseconds that pass in a real one. */
export function rateOf(pace: Pace): number {
  if (pace === 'manual') return 0;
  return pace === 'real' ? 1 : Number(pace.slice(1));
}

/** The pace with that rate. */
export function paceOf(rate: number): Pace {
  if (rate === 0) return 'manual';
  return rate === 1 ? 'real' : `x${rate}`;
}

/** The mode with that rate. */
export function modeOf(rate: number): ClockMode {
  if (rate === 0) return 'manual';
  return rate === 1 ? 'real' : 'scaled';
}
