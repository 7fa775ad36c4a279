import { once } from 'node:events';
import { type Notification, parseNotification } from '@qf/protocol';
import { describe, expect, it } from 'vitest';
import { type Problem, reportProblem } from './problem.ts';
import { needsPeople, RECEIPT_STATES, type Receipt, type ReceiptState } from './receipt.ts';
import { gateway } from './testing/merchant-key.ts';

const EVENT: Notification = parseNotification(new TextEncoder().encode(gateway.payment().body));
const STATES = Object.keys(RECEIPT_STATES) as ReceiptState[];
/** They come with a sentence of their own. */
const EXPLAINED = ['unknown_order', 'unconfirmed', 'body_consumed'];

/** As drivers write them. */
const DRIZZLE = new Error('Failed query: INSERT … ($1)\nparams: 4761********0012');
const PRISMA = new Error('\nInvalid `create()` invocation:\n\n{ data: "4761********0012" }');

const told = (receipt: object): Problem[] => {
  const problems: Problem[] = [];
  reportProblem(receipt as Receipt, (problem) => problems.push(problem));
  return problems;
};

describe('reportProblem', () => {
  it('tells all that is known about a delivery that ended badly', () => {
    const about = { event: EVENT, key: 'k', account: 'shop' };
    const facts = { reason: 'amount', sentence: 'It differs.', ...about, error: 7 };
    expect(told({ state: 'conflict', ...facts })).toEqual([{ kind: 'conflict', ...facts }]);
  });

  it('tells nothing about what needs nobody', () => {
    const quiet = STATES.filter((state) => told({ state }).length === 0);
    expect(quiet).toEqual(STATES.filter((state) => !needsPeople(state)));
    expect(quiet).toEqual([
      ...['done', 'duplicate', 'received', 'busy', 'draining', 'forged', 'wrong_address'],
      ...['wrong_method', 'wrong_encoding', 'too_large', 'too_slow', 'aborted'],
    ]);
  });

  it.each(STATES.filter((state) => needsPeople(state) && !EXPLAINED.includes(state)))(
    'says in a sentence what %s means',
    (state) => expect(told({ state })[0]?.sentence).toMatch(/^[A-Z].+ .+[.?]$/),
  );

  it('has the state for a sentence where nobody has a better one', () => {
    expect(told({ state: 'unconfirmed' })).toMatchObject([{ sentence: 'unconfirmed' }]);
  });
});

describe('without a hook, a process warning', () => {
  const warned = async (receipt: object) => {
    const warning = once(process, 'warning');
    reportProblem(receipt as Receipt);
    const [{ name, code, message }] = await warning;
    return { name, code, message };
  };

  it('names the kind, the reason and the type of the event', async () => {
    const facts = { reason: 'amount', sentence: 'It differs.', event: EVENT };
    expect(await warned({ state: 'set_aside', ...facts })).toEqual({
      name: 'QFPayNotification',
      code: 'set_aside',
      message: 'set_aside/amount (payment): It differs.',
    });
  });

  it('leaves out what is not known', async () => {
    const { message } = await warned({ state: 'conflict', sentence: 'It differs.' });
    expect(message).toBe('conflict: It differs.');
  });

  it.each([
    ['adds what was thrown', 'It failed.', new Error('No stock.'), 'It failed. No stock.'],
    ['does not say it twice', 'No stock.', new Error('No stock.'), 'No stock.'],
    ['leaves out parameters', 'It failed.', DRIZZLE, 'It failed. Failed query: INSERT … ($1)'],
    ['leaves out arguments', 'It failed.', PRISMA, 'It failed. Invalid `create()` invocation:'],
    ['leaves out what is no error', 'It failed.', 'secret', 'It failed.'],
  ])('%s', async (_, sentence, error, expected) => {
    const { message } = await warned({ state: 'failed', sentence, error });
    expect(message).toBe(`failed: ${expected}`);
  });
});
