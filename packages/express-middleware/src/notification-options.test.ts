import { expect, it } from 'vitest';
import { systemClock } from './clock.ts';
import { memoryInbox, notifications } from './index.ts';
import { notificationSettings } from './notification-options.ts';
import { KEY } from './testing/merchant.ts';

/** An inbox that settles nothing, with these methods besides. */
const inboxWith = (more: object): never =>
  ({ peek: () => undefined, run: () => {}, setAside: () => {}, ...more }) as never;

const good = { clientKey: KEY, inbox: memoryInbox(), expect: 'unchecked' } as const;

it('accepts the least there is', () => {
  expect(notifications(good)).toBeTypeOf('function');
});

it('has defaults', () => {
  const { keyFor, ...settings } = notificationSettings<undefined, string>(good);
  expect(keyFor('/notify')).toEqual({ clientKey: KEY, account: 'default' });
  expect(settings).toMatchObject({
    ...{ inbox: good.inbox, expect: 'unchecked', confirm: undefined, onProblem: undefined },
    ...{ handlerTimeout: 10_000, bodyTimeout: 10_000, maxBody: 65_536 },
    ...{ account: 'default', deferring: undefined, clock: systemClock },
  });
});

it('takes every option as it is given', () => {
  const given = {
    ...{ inbox: good.inbox, expect: () => undefined, confirm: () => ({}) as never },
    ...{ onPayment: () => 1, onRefund: () => 2, onToken: () => 3, onSubscription: () => 4 },
    ...{ onOther: () => 5, onProblem: () => 6 },
    ...{ handlerTimeout: 1, bodyTimeout: 2, maxBody: 3, clock: { ...systemClock } },
  };
  const keyed = { clientKey: KEY, account: 'shop', deferred: false };
  const settings = notificationSettings<undefined, string>({ ...given, ...keyed });
  expect(settings).toMatchObject({ ...given, account: 'shop' });
  expect(settings.keyFor('/notify')).toEqual({ clientKey: KEY, account: 'shop' });
  const keyFor = () => undefined;
  const several = notificationSettings<undefined, string>({ ...given, keyFor });
  expect(several).toMatchObject({ keyFor, account: undefined });
});

it('knows the options of whoever asks for more', () => {
  const options = { ...good, allowFrom: [] };
  expect(() => notificationSettings(options)).toThrow(/Unknown option "allowFrom"/);
  expect(() => notificationSettings(options, ['allowFrom'])).not.toThrow();
});

it.each([1, 2 ** 31 - 1])('accepts %d as a time and as a limit', (number) => {
  const numbers = { handlerTimeout: number, bodyTimeout: number, maxBody: number };
  expect(notificationSettings({ ...good, ...numbers })).toMatchObject(numbers);
});

it.each([
  ['keep', { take: () => {} }],
  ['take', { keep: () => {} }],
])('defers to no inbox without %s', (_, methods) => {
  const options = { ...good, inbox: inboxWith(methods), deferred: true };
  expect(() => notificationSettings(options)).toThrow(
    'notifications(): deferred needs an inbox that can keep events. Use postgresInbox.',
  );
});

it('defers to an inbox that can keep events', () => {
  const inbox = inboxWith({ keep: () => {}, take: () => {} });
  expect(notificationSettings({ ...good, inbox, deferred: true }).deferring).toBe(inbox);
});

it.each([
  ['an unknown option', { ...good, onPaid: () => {} }, /Unknown option "onPaid"/],
  ['no key', { ...good, clientKey: undefined }, /clientKey for one merchant, or keyFor/],
  [
    'two ways to a key',
    { ...good, keyFor: (): undefined => undefined },
    /clientKey for one merchant, or keyFor/,
  ],
  ['no inbox', { ...good, inbox: undefined }, /inbox is missing\. Give memoryInbox/],
  ['null for an inbox', { ...good, inbox: null }, /inbox is missing/],
  ['a pool for an inbox', { ...good, inbox: () => {} }, /inbox is missing/],
  [
    'an inbox without methods',
    { ...good, inbox: {} },
    /inbox must have the methods peek, run, setAside/,
  ],
  ['a key as text', { ...good, clientKey: 'demo-key-0001-NOT-REAL' }, /Wrap the secret: clientKey/],
  ['a ring without keys', { ...good, clientKey: [] }, /clientKey is no client key/],
  ['null for a key', { ...good, clientKey: null }, /clientKey is no client key/],
  ['a text in a ring', { ...good, clientKey: [KEY, 'x'] }, /clientKey is no client key/],
  [
    'an account that keyFor would not use',
    { ...good, clientKey: undefined, keyFor: (): undefined => undefined, account: 'shop' },
    /account belongs to clientKey\. With keyFor each merchant brings its own/,
  ],
  ['a keyFor that is none', { ...good, clientKey: undefined, keyFor: KEY }, /keyFor must be/],
  ['an account that is no text', { ...good, account: 5 }, /account must be text/],
  ['an account without a name', { ...good, account: '' }, /account must be text/],
  ['a handler that is none', { ...good, onPayment: 'x' }, /onPayment must be a function/],
  ['null for a handler', { ...good, onOther: null }, /onOther must be a function/],
  ['a confirm that is none', { ...good, confirm: {} }, /confirm must be a function/],
  ['an onProblem that is none', { ...good, onProblem: 'x' }, /onProblem must be a function/],
  ['a word for yes', { ...good, deferred: 'yes' }, /deferred must be true or false/],
  ['a clock that is none', { ...good, clock: Date }, /clock must have the methods now/],
  ['no options', undefined, /^notifications\(\): Give an object of options\.$/],
  ['no expect', { ...good, expect: undefined }, /expect is missing\. Give a function/],
  ['another word for expect', { ...good, expect: 'anything' }, /expect is missing/],
  ['a time of 0', { ...good, handlerTimeout: 0 }, /handlerTimeout must be a number above 0/],
  ['a time below 0', { ...good, bodyTimeout: -1 }, /bodyTimeout must be/],
  ['a time that is no number', { ...good, bodyTimeout: Number.NaN }, /bodyTimeout must be/],
  [
    'a time beyond every timer',
    { ...good, handlerTimeout: 2 ** 31 },
    /^notifications\(\): handlerTimeout must be a number above 0, at most 2147483647\.$/,
  ],
  ['a limit as text', { ...good, maxBody: '64k' }, /maxBody must be a number above 0/],
  ['an address that is none', { ...good, allowFrom: ['shop.test'] }, /allowFrom holds "shop.test"/],
  ['a network without bits', { ...good, allowFrom: ['203.0.113.0/'] }, /allowFrom holds/],
  ['a network with too many bits', { ...good, allowFrom: ['203.0.113.0/33'] }, /allowFrom holds/],
  ['a network with two ends', { ...good, allowFrom: ['203.0.113.0/8/8'] }, /allowFrom holds/],
])('refuses %s at start', (_, options, sentence) => {
  const start = () => notifications(options as never);
  expect(start).toThrow(expect.objectContaining({ code: 'ERR_QF_OPTIONS' }));
  expect(start).toThrow(sentence);
  expect(start).not.toThrow(/NOT-REAL/);
});
