import { describe, expect, it } from 'vitest';
import { outcomesDocument } from './outcomes.ts';
import { registriesDocument } from './registries.ts';

describe('tables', () => {
  it('hold every registry, row by row', async () => {
    await expect(registriesDocument()).toMatchFileSnapshot('registries.md');
  });

  it('hold the meaning of every code in every answer, and of every shape of a row', async () => {
    await expect(outcomesDocument()).toMatchFileSnapshot('outcomes.md');
  });
});
