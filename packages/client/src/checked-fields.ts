import {
  formatTimestamp,
  type Operation,
  type OperationName,
  ProtocolError,
  readRequest,
} from '@qf/protocol';
import { InvalidRequestError } from './qfpay-error.ts';
import type { Settings } from './settings.ts';

/** The operations that a merchant id belongs to. */
const TAKES_MCHID: ReadonlySet<OperationName> = new Set([
  'payment',
  'query',
  'refund',
  'reversal',
  'close',
  'authtrade',
  'unfreeze',
  'create_payment_intent',
  'create_token_intent',
  'weixin_openid',
]);

/**
 * The fields to send: what the caller gave, with `txdtm` (now, UTC+8), `mchid` and a remark's `code`
 * filled in, checked against the operation.
 *
 * @throws InvalidRequestError with every issue
 */
export function checkedFields<Request extends object>(
  operation: Operation<Request, unknown>,
  input: Request,
  settings: Settings,
): Request {
  return valid(operation.name, () => readRequest(operation, completed(operation, input, settings)));
}

/**
 * Runs a check of the request.
 *
 * @throws InvalidRequestError for whatever the check throws
 */
export function valid<Value>(operation: string, check: () => Value): Value {
  try {
    return check();
  } catch (error) {
    const issues =
      error instanceof ProtocolError
        ? error.issues
        : [{ field: '', rule: 'type', expected: 'a plain object', received: 'something else' }];
    throw new InvalidRequestError(issues, { operation, cause: error });
  }
}

function completed<Request extends object>(
  { name, wire }: Operation<Request, unknown>,
  input: Request,
  { clock, mchid, appCode }: Settings,
): object {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  const given = withoutEmpties(input);
  const lacks = (field: string) =>
    !Object.hasOwn(given, field) && wire?.required?.includes(field) === true;
  const needsMchid = mchid !== undefined && TAKES_MCHID.has(name);
  if (!lacks('txdtm') && !lacks('code') && !needsMchid) return given;
  const defaults = {
    ...(lacks('txdtm') && { txdtm: formatTimestamp(new Date(clock.now())) }),
    ...(lacks('code') && { code: appCode }),
    ...(needsMchid && { mchid }),
  };
  return { ...defaults, ...given };
}

/** The same fields, but for those that stand for nothing and would hide a default. */
function withoutEmpties(input: object): object {
  const hides = (value: unknown) => value === undefined || value === null || value === '';
  if (!Object.values(input).some(hides)) return input;
  return Object.fromEntries(Object.entries(input).filter(([, value]) => !hides(value)));
}
