import type { Trial } from './run-honesty.ts';

/** `no` although a byte arrived, or `yes` although no answer was begun. */
export function liesIn(trials: readonly Trial[]): Trial[] {
  return trials.filter(
    ({ claimed, arrived, answered }) =>
      (claimed === 'no' && arrived) || (claimed === 'yes' && !answered),
  );
}
