import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Operation } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { readRequest } from './read-request.ts';
import { wholeShape } from './request-shape.ts';

const every: readonly Operation<unknown, unknown>[] = Object.values(OPERATIONS);

describe('readRequest', () => {
  it.each(every)('never says [object Object] nor shows a schema at work: $name', (operation) => {
    const strange = fc.oneof(
      fc.anything(),
      fc.dictionary(fc.constantFrom(...namesOf(operation), 'oops'), fc.anything()),
    );
    fc.assert(
      fc.property(strange, (input) => {
        const text = textOfRefusal(() => readRequest(operation, input));
        expect(text).not.toMatch(/\[object|Zod|invalid_|Invalid input/);
      }),
      { numRuns: 60 },
    );
  });
});

function namesOf({ request }: Operation<unknown, unknown>): string[] {
  return Object.keys(wholeShape(request));
}

function textOfRefusal(call: () => unknown): string {
  try {
    call();
    return '';
  } catch (error) {
    return `${String(error)} ${JSON.stringify(error)}`;
  }
}
