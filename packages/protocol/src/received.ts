/** Fields whose value no error may repeat: keys, payment codes, identity and card data. */
const SECRET_NAMES: ReadonlySet<string> = new Set([
  'auth_code',
  'billing_address',
  'client_key',
  'code',
  'customer_id',
  'email',
  'extend_info',
  'key',
  'name',
  'note',
  'openid',
  'phone',
  'sign',
  'spbill_create_ip',
  'sub_openid',
  'token_id',
  'token_reason',
  'token_reference',
  'user_creid',
  'user_truename',
]);

/** Objects of which nothing may be repeated, neither what they hold nor how that is named. */
const SECRET_OBJECTS: ReadonlySet<PropertyKey> = new Set(['billing_address']);

const LONGEST = 60;
const LONGEST_NAME = 40;

/** Whether errors must keep quiet about the value at this path. */
export function isSecret(path: readonly PropertyKey[], value?: unknown): boolean {
  const name = String(path.findLast((part) => typeof part === 'string'));
  const isHidden = SECRET_NAMES.has(name) || path.some((part) => SECRET_OBJECTS.has(part));
  return isHidden || (/_ur[il]$/.test(name) && mayHoldPassword(value));
}

/** An address that is refused for its `user:password@` may be broken in other ways too: any @ will do. */
function mayHoldPassword(value: unknown): boolean {
  return typeof value === 'string' && value.includes('@');
}

/** A path as issues name it: dotted, and no further than into an object that holds secrets. */
export function describePath(path: readonly PropertyKey[]): string {
  const end = path.findIndex((part) => SECRET_OBJECTS.has(part)) + 1;
  return path
    .slice(0, end === 0 ? undefined : end)
    .map(describeName)
    .join('.');
}

/** A name as issues write it: one that is long is cut, one that is no plain word quoted. */
export function describeName(name: PropertyKey): string {
  const text = String(name);
  const start = text.length <= LONGEST_NAME ? text : `${text.slice(0, LONGEST_NAME)}…`;
  return /^[\w.…-]*$/.test(start) ? start : JSON.stringify(start);
}

/** What arrived, in words fit for an error: text quoted and cut, hidden text only by its length. */
export function describeReceived(
  value: unknown,
  { mask = false }: { mask?: boolean } = {},
): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'string') return mask ? masked(value) : quoted(value);
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') {
    return mask ? `a ${typeof value} (hidden)` : String(value);
  }
  return Array.isArray(value) ? `a list of ${value.length}` : `a value of type ${typeof value}`;
}

function masked(text: string): string {
  return text === '' ? '""' : `text of ${text.length} characters (hidden)`;
}

function quoted(text: string): string {
  if (text.length <= LONGEST) return JSON.stringify(text);
  return `${JSON.stringify(text.slice(0, LONGEST))}… (${text.length} characters)`;
}
