import type * as z from 'zod';
import { isRecord } from './is-record.ts';
import { issuesOf } from './issue-list.ts';
import type { Operation, SenderRule } from './operation.ts';
import { setOwn } from './own-field.ts';
import { type Issue, ProtocolError } from './protocol-error.ts';
import { describeReceived } from './received.ts';
import { requestObject, wholeShape } from './request-shape.ts';

/**
 * Checks what a caller wants to send, strictly: every wrong, missing and unknown field at once.
 * Optional fields that are undefined, null or "" count as absent, because neither body nor signature
 * carries them (our decision D-4).
 *
 * @throws ProtocolError `ERR_QF_INVALID_REQUEST` with the whole list of issues
 * @example
 * const refund = readRequest(refundOperation, { syssn, out_trade_no: 'refund-1', txamt: 500 });
 */
export function readRequest<Request>(
  operation: Pick<Operation<Request, unknown>, 'request' | 'senderRule'>,
  input: unknown,
): Request {
  const fields = withoutEmpties(input);
  const reading = operation.request.safeParse(fields);
  const missing = senderIssues(operation.senderRule, fields);
  if (reading.success && missing.length === 0) return reading.data;
  const issues = reading.success ? [] : requestIssues(operation.request, reading.error, input);
  throw new ProtocolError('ERR_QF_INVALID_REQUEST', [...issues, ...missing]);
}

/** Every issue of a request; with an unknown pay type also those that no pay type would excuse. */
export function requestIssues(
  schema: z.core.$ZodType,
  error: z.core.$ZodError,
  input: unknown,
): Issue[] {
  const object = requestObject(schema, input);
  const issues = issuesOf(error, input, object.shape);
  const unclaimed = error.issues.find(
    ({ code, path }) => code === 'invalid_union' && path.length === 1,
  );
  if (unclaimed === undefined) return issues;
  const [kind] = unclaimed.path;
  return [...issues, ...commonIssues(schema, object, input).filter(({ field }) => field !== kind)];
}

/** Judges a request by one member of the union, leaving out what another member might know. */
function commonIssues(schema: z.core.$ZodType, member: z.ZodObject, input: unknown): Issue[] {
  const shape = wholeShape(schema);
  const reading = member.safeParse(withoutEmpties(input));
  const issues = reading.success ? [] : issuesOf(reading.error, input, shape);
  return issues.filter(
    ({ field, rule }) => rule !== 'unknown_field' || !Object.hasOwn(shape, field),
  );
}

function senderIssues(rule: SenderRule | undefined, fields: unknown): Issue[] {
  if (rule === undefined || !isRecord(fields)) return [];
  const isThere = (name: string): boolean => Object.hasOwn(fields, name);
  const isMet = (choice: string | readonly string[]) =>
    typeof choice === 'string' ? isThere(choice) : choice.every(isThere);
  if (rule.oneOf.some(isMet)) return [];
  const expected = rule.oneOf.map((choice) => [choice].flat().join(' with ')).join(', or ');
  return [
    {
      field: String([rule.oneOf[0]].flat()[0]),
      rule: 'one_of',
      expected,
      received: describeReceived(undefined),
    },
  ];
}

/** Its own fields but for those that are empty; itself when none is. */
function withoutEmpties(input: unknown): unknown {
  if (!isRecord(input)) return input;
  const names = Object.keys(input);
  if (!names.some((name) => isEmpty(input[name]))) return input;
  const fields: Record<string, unknown> = {};
  for (const name of names) {
    const value: unknown = input[name];
    if (!isEmpty(value)) setOwn(fields, name, value);
  }
  return fields;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
