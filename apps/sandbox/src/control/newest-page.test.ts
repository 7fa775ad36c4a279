import { describe, expect, it } from 'vitest';
import { newestPage, upTo } from './newest-page.ts';

const items = Array.from({ length: 10 }, (_, index) => ({ id: `i${index}`, text: 'x'.repeat(80) }));
const ids = (some: readonly { id: string }[]) => some.map(({ id }) => id).join(' ');

describe('newestPage', () => {
  it('is the end of the list, and says how many are before', () => {
    const { page, left_out } = newestPage(items, 350);
    expect(ids(page)).toBe('i7 i8 i9');
    expect(left_out).toBe(7);
    expect(newestPage(items)).toEqual({ page: items, left_out: 0 });
    expect(newestPage([])).toEqual({ page: [], left_out: 0 });
  });

  it('holds the newest whatever its size', () => {
    expect(newestPage(items, 1)).toEqual({ page: items.slice(9), left_out: 9 });
  });

  it('leads to the page before by its first id', () => {
    const { page, left_out } = newestPage(upTo(items, 'i7', 'item'), 350);
    expect(ids(page)).toBe('i4 i5 i6');
    expect(left_out).toBe(4);
    expect(upTo(items, undefined, 'item')).toBe(items);
    expect(() => upTo(items, 'i10', 'item')).toThrow('There is no item "i10".');
  });
});
