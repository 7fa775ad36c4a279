import { describe, expect, it } from 'vitest';
import { OptionRules } from './option-rules.ts';

const refused = (message: string) => expect.objectContaining({ code: 'ERR_QF_OPTIONS', message });
const rules = (options: unknown) => new OptionRules('serve()', options);

describe('OptionRules', () => {
  it.each([undefined, null, 'text', 7])('wants an object, not %j', (options) => {
    expect(() => rules(options)).toThrow(refused('serve(): Give an object of options.'));
  });

  it('names an option that nobody knows', () => {
    expect(() => rules({ a: 1, maxbody: 2 }).known(['a', 'maxBody'])).toThrow(
      refused('serve(): Unknown option "maxbody".'),
    );
    expect(() => rules({ a: 1 }).known(['a', 'maxBody'])).not.toThrow();
  });

  it.each([1, 0.5, 2 ** 31 - 1, undefined])('takes %j for a number', (a) => {
    expect(() => rules({ a }).numbers('a', 'b')).not.toThrow();
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, '1', null, 1n])(
    'takes %s for no number',
    (b) => {
      expect(() => rules({ a: 1, b }).numbers('a', 'b')).toThrow(
        refused('serve(): b must be a number above 0, at most 2147483647.'),
      );
    },
  );

  it.each([
    ['functions', () => {}, 'text', 'must be a function'],
    ['functions', undefined, null, 'must be a function'],
    ['booleans', false, 'yes', 'must be true or false'],
    ['booleans', true, 0, 'must be true or false'],
    ['texts', 'a', '', 'must be text'],
    ['texts', undefined, 5, 'must be text'],
  ] as const)('takes for %s %s, and not %j', (rule, right, wrong, sentence) => {
    expect(() => rules({ a: right })[rule]('a')).not.toThrow();
    expect(() => rules({ a: wrong })[rule]('a')).toThrow(refused(`serve(): a ${sentence}.`));
  });

  it('takes an object with every method, its class’s too', () => {
    class Clock {
      now() {}
      wait() {}
    }
    expect(() => rules({ clock: new Clock() }).methods('clock', ['now', 'wait'])).not.toThrow();
    expect(() => rules({}).methods('clock', ['now'])).not.toThrow();
    for (const clock of [{}, { now: () => {} }, { now: () => {}, wait: 1 }, null, 'text']) {
      expect(() => rules({ clock }).methods('clock', ['now', 'wait'])).toThrow(
        refused('serve(): clock must have the methods now, wait.'),
      );
    }
  });
});
