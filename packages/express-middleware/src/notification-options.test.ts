import { expect, it } from 'vitest';
import { memoryInbox, notifications } from './index.ts';
import { KEY } from './testing/merchant.ts';

const good = { clientKey: KEY, inbox: memoryInbox(), expect: 'unchecked' } as const;

it('accepts the least there is', () => {
  expect(notifications(good)).toBeTypeOf('function');
});

it.each([
  ['an unknown option', { ...good, onPaid: () => {} }, /Unknown option "onPaid"/],
  ['no key', { ...good, clientKey: undefined }, /clientKey for one merchant, or keyFor/],
  [
    'two ways to a key',
    { ...good, keyFor: () => undefined },
    /clientKey for one merchant, or keyFor/,
  ],
  ['no inbox', { ...good, inbox: undefined }, /inbox is missing/],
  ['no expect', { ...good, expect: undefined }, /expect is missing/],
  ['another word for expect', { ...good, expect: 'anything' }, /expect is missing/],
  ['a time of 0', { ...good, handlerTimeout: 0 }, /handlerTimeout must be a number above 0/],
  ['a time beyond every timer', { ...good, handlerTimeout: Infinity }, /handlerTimeout must be/],
  ['a limit as text', { ...good, maxBody: '64k' }, /maxBody must be a number above 0/],
  ['an address that is none', { ...good, allowFrom: ['shop.test'] }, /allowFrom holds "shop.test"/],
  ['a network without bits', { ...good, allowFrom: ['203.0.113.0/'] }, /allowFrom holds/],
  ['a network with too many bits', { ...good, allowFrom: ['203.0.113.0/33'] }, /allowFrom holds/],
  ['a network with two ends', { ...good, allowFrom: ['203.0.113.0/8/8'] }, /allowFrom holds/],
])('refuses %s at start', (_, options, sentence) => {
  const start = () => notifications(options as never);
  expect(start).toThrow(expect.objectContaining({ code: 'ERR_QF_OPTIONS' }));
  expect(start).toThrow(sentence);
});
