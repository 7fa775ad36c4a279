import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isQFPayError } from './qfpay-error.ts';
import { FAULTS } from './testing/matrix/fault-list.ts';
import { type Cell, runMatrix } from './testing/matrix/run-matrix.ts';
import { OPERATIONS, TOTAL } from './testing/matrix/stage.ts';

let cells: readonly Cell[] = [];
let lag = 0;

beforeAll(async () => {
  ({ cells, lag } = await runMatrix());
}, 120_000);
afterAll(() => {
  cells = [];
});

const places = FAULTS.flatMap(({ id, title, expected }) =>
  OPERATIONS.flatMap((operation) => {
    const outcome = expected[operation];
    return outcome === undefined ? [] : [{ id, title, operation, outcome }];
  }),
);

function cellOf(id: string, operation: string): Cell {
  const cell = cells.find((one) => one.id === id && one.operation === operation);
  if (cell === undefined) throw new Error(`no cell for ${id} × ${operation}`);
  return cell;
}

describe('the fault matrix', () => {
  it.each(places)('$id $title × $operation: $outcome', ({ id, operation, outcome }) => {
    expect(cellOf(id, operation).actual).toBe(outcome);
  });

  it('ends every call in time', () => {
    const late = cells.filter(({ took }) => took > TOTAL + 50 + lag);
    expect(late.map(({ id, operation, took }) => `${id} ${operation} ${took}`)).toEqual([]);
  });

  it('sends no change twice, unless the gateway refused it with 429', () => {
    const again = cells.filter(
      ({ id, operation, arrived }) =>
        operation !== 'query' && arrived > 1 && !/^C2[12]/.test(id) && id !== 'C30',
    );
    expect(again).toEqual([]);
  });

  it.each(['create', 'scan', 'refund', 'close'])(
    'asks what became of a %s that claims success without a number',
    (operation) => {
      expect(cellOf('C20', operation)).toMatchObject({ arrived: 1, asked: 1 });
    },
  );

  it('claims that nothing was sent only where nothing arrived', () => {
    const claims = cells.filter(({ given }) => isQFPayError(given) && given.requestSent === 'no');
    expect(claims.length).toBeGreaterThan(20);
    expect(claims.filter(({ arrived }) => arrived > 0)).toEqual([]);
  });

  it('covers the forty faults of the table', () => {
    const numbers = new Set(FAULTS.map(({ id }) => Number(/\d+/.exec(id)?.[0])));
    expect([...numbers].toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 40 }, (_, index) => index + 1),
    );
  });
});
