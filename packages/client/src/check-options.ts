import type { Issue } from '@qf/protocol';
import { ConfigurationError } from './qfpay-error.ts';

/** What an option must look like. */
export interface OptionRule {
  readonly accepts: (value: unknown) => boolean;
  /** In words. */
  readonly expected: string;
  readonly required?: true;
  /** What was given, in words that keep a secret; described unless told. */
  readonly received?: (value: unknown) => string;
}

/** Every option by name; a name that is missing here is refused. */
export type OptionRules = Readonly<Record<string, OptionRule>>;

/**
 * Checks options by name and value; undefined counts as absent.
 *
 * @throws ConfigurationError with every issue at once
 */
export function checkOptions(options: unknown, rules: OptionRules): void {
  assertOptions(options);
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const issues = [
    ...given.flatMap(([name, value]) => issuesOf(name, value, rules)),
    ...missing(new Set(given.map(([name]) => name)), rules),
  ];
  if (issues.length > 0) throw new ConfigurationError(issues);
}

/** @throws ConfigurationError for what is no object at all */
export function assertOptions(options: unknown): asserts options is object {
  if (typeof options === 'object' && options !== null) return;
  const received = described(options);
  throw new ConfigurationError([
    { field: '', rule: 'type', expected: 'an object of options', received },
  ]);
}

function issuesOf(name: string, value: unknown, rules: OptionRules): Issue[] {
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (rule === undefined) return [unknownOption(name, rules)];
  if (rule.accepts(value)) return [];
  const { expected, received = described } = rule;
  return [{ field: name, rule: 'option', expected, received: received(value) }];
}

function unknownOption(name: string, rules: OptionRules): Issue {
  const expected = `one of the options ${Object.keys(rules).join(', ')}`;
  return { field: name, rule: 'unknown_option', expected, received: 'an unknown option' };
}

function missing(given: ReadonlySet<string>, rules: OptionRules): Issue[] {
  return Object.entries(rules)
    .filter(([name, { required }]) => required === true && !given.has(name))
    .map(([name, { expected }]) => {
      return { field: name, rule: 'required', expected, received: 'nothing' };
    });
}

/** A short word is shown; a longer or stranger text may hold a password, as an address can. */
export function described(value: unknown): string {
  if (typeof value === 'string') {
    return /^[\w .-]{0,40}$/.test(value) ? JSON.stringify(value) : `${value.length} characters`;
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === null || value === undefined ? String(value) : `a value of type ${typeof value}`;
}
