import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import { Observable } from 'rxjs';
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
    ['an observable', new Observable()],
    ['promises', [undefined, Promise.resolve()]],
  ])('refuses %s: nothing of that has happened yet', (_, returned) => {
    expect(() => assertExecuted(returned)).toThrow(
      expect.objectContaining({
        code: 'ERR_QF_NOT_EXECUTED',
        message:
          'The handler returned something that nobody has executed or waits for. Call execute() of a query; return Promise.all() of several promises.',
      }),
    );
  });

  it('takes a client for one that has done what it was told, as MQTT’s is', () => {
    expect(assertExecuted({ publish() {}, subscribe() {} })).toBeUndefined();
  });

  it.each([undefined, null, 0, 'text', true, [], {}, { rows: [] }, [null, 'a', 1, {}], () => {}])(
    'takes %j for something that was done',
    (returned) => expect(assertExecuted(returned)).toBeUndefined(),
  );
});

it('a handler that waits for none of its promises has done nothing yet, and is not acknowledged', async () => {
  let shipped = 0;
  const ship = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    shipped += 1;
  };
  const merchant = await openMerchant({
    onPayment: () => [1, 2].map(ship),
    onRefund: () => Promise.all([1, 2].map(ship)),
  });
  expect(await merchant.deliver(gateway.payment())).toBe('500 FAIL');
  shipped = 0;
  expect(await merchant.deliver(gateway.refund())).toBe('200 SUCCESS');
  expect(shipped).toBe(2);
});

it('a handler whose query was only built has done nothing, and is not acknowledged', async () => {
  const merchant = await openMerchant({ onPayment: () => update });
  expect(await merchant.deliver(gateway.payment())).toBe('500 FAIL');
  expect(merchant.problems).toMatchObject([
    { kind: 'handler_failed', error: { code: 'ERR_QF_NOT_EXECUTED' } },
  ]);
});
