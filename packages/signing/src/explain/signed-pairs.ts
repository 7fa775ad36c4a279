import { byName, type Pair } from '../signable-pairs.ts';

/** The pairs that are signed: without `sign`, without empties and sorted, unless told otherwise. */
export function signedPairs(
  pairs: readonly Pair[],
  {
    sort = true,
    empties = false,
    sign = false,
  }: { sort?: boolean; empties?: boolean; sign?: boolean } = {},
): readonly Pair[] {
  const kept = pairs.filter(
    ([name, value]) => (empties || value !== '') && (sign || name !== 'sign'),
  );
  return sort ? kept.toSorted(byName) : kept;
}
