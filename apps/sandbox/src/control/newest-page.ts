import { notFound } from './control-error.ts';

/** What a list is made of. */
interface Listed {
  readonly id: string;
}

/** The newest that fit in so many characters of JSON, oldest first; the newest in any case. */
export function newestPage<Item extends Listed>(
  asked: readonly Item[],
  characters = 1_048_576,
): { readonly page: readonly Item[]; readonly left_out: number } {
  let length = 0;
  const tooMuch = asked.findLastIndex((item) => {
    length += JSON.stringify(item).length;
    return length > characters;
  });
  const page = asked.slice(Math.min(tooMuch + 1, asked.length - 1));
  return { page, left_out: asked.length - page.length };
}

/** Those before the one with this id; all without one. */
export function upTo<Item extends Listed>(
  all: readonly Item[],
  before: string | undefined,
  what: string,
): readonly Item[] {
  if (before === undefined) return all;
  const end = all.findIndex(({ id }) => id === before);
  if (end < 0) throw notFound(what, before);
  return all.slice(0, end);
}
