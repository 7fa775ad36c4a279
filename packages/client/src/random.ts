/** A number in [0, 1). Spreads back-offs and polls, nothing secret. */
export type Random = () => number;

/** The real dice. This file is the only place that may throw them. */
export const systemRandom: Random = () => Math.random();
