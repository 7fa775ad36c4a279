import type * as z from 'zod';
import { fieldNote } from './field-note.ts';
import { nearestName } from './nearest-name.ts';
import { noteOf } from './noted.ts';
import type { Issue } from './protocol-error.ts';
import { describePath, describeReceived, isSecret } from './received.ts';
import type { RequestShape } from './request-shape.ts';

/**
 * A schema's complaints as flat issues in our words: one per field and rule, values of secret or
 * unknown fields left out. `shape` is what the schema knows: names to suggest, notes to quote.
 */
export function issuesOf(
  error: z.core.$ZodError,
  input: unknown,
  shape: RequestShape = {},
): Issue[] {
  const issues = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => unknownField([...issue.path, key], input, Object.keys(shape)))
      : [fieldIssue(issue, input, shape)],
  );
  return [...new Map(issues.map((issue) => [`${issue.field} ${issue.rule}`, issue])).values()];
}

function unknownField(
  path: readonly PropertyKey[],
  input: unknown,
  knownNames: readonly string[],
): Issue {
  const name = String(path.at(-1));
  const meant = path.length === 1 ? nearestName(name, knownNames) : undefined;
  return {
    field: describePath(path),
    rule: 'unknown_field',
    expected:
      meant === undefined
        ? 'no field of this name'
        : `no field of this name (did you mean ${meant}?)`,
    received: describeReceived(valueAt(input, path), { mask: true }),
  };
}

function fieldIssue(issue: z.core.$ZodIssue, input: unknown, shape: RequestShape): Issue {
  const received = valueAt(input, issue.path);
  const field = describePath(issue.path);
  // Of an object that is hidden the path names no part, and the note must not be one's either.
  const isWhole = field === describePath(issue.path.slice(0, 1));
  const note =
    (isWhole ? noteOf(shape[String(issue.path[0])]) : undefined) ?? fieldNote(lastName(issue.path));
  const expected = customExpectation(issue) ?? note?.expected ?? plainExpectation(issue);
  return {
    field,
    rule: isAbsent(received) ? absentRule(issue) : ruleOf(issue),
    expected,
    received: describeReceived(received, { mask: isSecret(issue.path, received) }),
    ...(note === undefined ? {} : { example: note.example }),
  };
}

function ruleOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_small':
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array' ? 'length' : 'range';
    case 'invalid_format':
      return 'pattern';
    case 'invalid_value':
    case 'invalid_union':
      return 'choice';
    case 'custom':
      return customRule(issue);
    default:
      return 'type';
  }
}

/** An absent field breaks the rule that wants it, whatever the schema complained about first. */
function absentRule(issue: z.core.$ZodIssue): string {
  return issue.code === 'custom' ? customRule(issue) : 'required';
}

function customRule(issue: z.core.$ZodIssueCustom): string {
  return String(issue.params?.['rule'] ?? 'value');
}

function customExpectation(issue: z.core.$ZodIssue): string | undefined {
  const expected = issue.code === 'custom' ? issue.params?.['expected'] : undefined;
  return typeof expected === 'string' ? expected : undefined;
}

/** For fields without a note; a schema's own message is written for its author. */
function plainExpectation(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_type' ? `a value of type ${issue.expected}` : 'another value';
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** The value a path leads to; undefined where the way ends early. */
function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined,
    input,
  );
}

function lastName(path: readonly PropertyKey[]): string {
  return String(path.findLast((key) => typeof key === 'string') ?? '');
}
