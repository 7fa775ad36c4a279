import type * as z from 'zod';
import { issuesOf } from './issue-list.ts';
import type { Operation, SenderRule } from './operation.ts';
import { type Issue, ProtocolError } from './protocol-error.ts';
import { describeReceived } from './received.ts';
import { requestObject } from './request-shape.ts';

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
  operation: Operation<Request, unknown>,
  input: unknown,
): Request {
  const fields = withoutEmpties(input);
  const reading = operation.request.safeParse(fields);
  const issues = [
    ...(reading.success ? [] : requestIssues(operation.request, reading.error, input)),
    ...senderIssues(operation.senderRule, fields),
  ];
  if (reading.success && issues.length === 0) return reading.data;
  throw new ProtocolError('ERR_QF_INVALID_REQUEST', issues);
}

/** Every issue of a request; with an unknown pay type also those of the common fields. */
export function requestIssues(
  schema: z.core.$ZodType,
  error: z.core.$ZodError,
  input: unknown,
): Issue[] {
  const object = requestObject(schema, input);
  const issues = issuesOf(error, input, Object.keys(object.shape));
  if (!error.issues.some((issue) => issue.code === 'invalid_union')) return issues;
  const common = object.safeParse(withoutEmpties(input));
  const rest = common.success ? [] : issuesOf(common.error, input);
  return [
    ...issues,
    ...rest.filter((issue) => issue.field !== 'pay_type' && issue.rule !== 'unknown_field'),
  ];
}

function senderIssues(rule: SenderRule | undefined, fields: unknown): Issue[] {
  const names = new Set(Object.keys(Object(fields)));
  const isMet = rule?.oneOf.some((choice) => [choice].flat().every((name) => names.has(name)));
  if (rule === undefined || isMet === true) return [];
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

function withoutEmpties(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  const kept = Object.entries(input).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  return Object.fromEntries(kept);
}
