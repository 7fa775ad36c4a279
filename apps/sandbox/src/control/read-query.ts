import type { Request } from 'express';
import { badInput } from './control-error.ts';

/** The token that opens the operator's side may stand in any address. */
const ALWAYS = ['token'];

/**
 * The parameters of a query, each given once at most.
 *
 * Refuses a name that the call does not know: a filter with a slip in its name would find everything.
 */
export function readQuery<Name extends string>(
  { query }: Request,
  names: readonly Name[],
): { readonly [P in Name]?: string } {
  for (const [name, value] of Object.entries(query)) {
    const known = [...names, ...ALWAYS].some((one) => one === name);
    if (!known) throw badInput('query', names.join(', ') || 'no parameter', name);
    if (typeof value !== 'string') throw badInput(name, 'one value', value);
  }
  return query as { [P in Name]?: string };
}

/** How many are asked for; everything when nothing is said. */
export function limitOf(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw badInput('limit', 'a whole number from 1', text);
}

/** One of the values there are, or nothing. A state that does not exist would be waited for in vain. */
export function oneOf(
  name: string,
  value: string | undefined,
  values: readonly string[],
): string | undefined {
  if (value === undefined || values.includes(value)) return value;
  throw badInput(name, values.join(', '), value);
}
