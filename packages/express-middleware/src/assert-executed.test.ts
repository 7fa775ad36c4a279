import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import { describe, expect, it } from 'vitest';
import { assertExecuted } from './assert-executed.ts';
import { gateway, openMerchant } from './testing/merchant.ts';

const kysely = new Kysely<{ orders: { id: string; paid: boolean } }>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});
const update = kysely.updateTable('orders').set({ paid: true }).where('id', '=', 'A-1');

describe('assertExecuted', () => {
  it.each([
    ['a query', update],
    ['one of several', [undefined, [], update]],
    ['what another library calls so', { execute() {} }],
  ])('refuses %s that was only built', (_, returned) => {
    expect(() => assertExecuted(returned)).toThrow(
      expect.objectContaining({
        code: 'ERR_QF_NOT_EXECUTED',
        message: 'The handler returned a query that nobody has executed. Call its execute().',
      }),
    );
  });

  it.each([undefined, null, 0, 'text', true, [], {}, { rows: [] }, [null], () => {}])(
    'takes %j for something that was done',
    (returned) => expect(assertExecuted(returned)).toBeUndefined(),
  );
});

it('a handler whose query was only built has done nothing, and is not acknowledged', async () => {
  const merchant = await openMerchant({ onPayment: () => update });
  expect(await merchant.deliver(gateway.payment())).toBe('500 FAIL');
  expect(merchant.problems).toMatchObject([
    { kind: 'handler_failed', error: { code: 'ERR_QF_NOT_EXECUTED' } },
  ]);
});
