/** Fields whose value no error may repeat: keys, payment codes, identity and card data. */
const SECRET_NAMES: ReadonlySet<string> = new Set([
  'auth_code',
  'billing_address',
  'client_key',
  'code',
  'email',
  'extend_info',
  'key',
  'name',
  'openid',
  'phone',
  'sign',
  'sub_openid',
  'token_id',
  'user_creid',
  'user_truename',
]);

/** Objects of which nothing may be repeated, however their parts are named. */
const SECRET_OBJECTS: ReadonlySet<PropertyKey> = new Set(['billing_address']);

const LONGEST = 60;

/** Whether errors must keep quiet about the value at this path. */
export function isSecret(path: readonly PropertyKey[]): boolean {
  const name = path.findLast((part) => typeof part === 'string');
  return SECRET_NAMES.has(String(name)) || path.some((part) => SECRET_OBJECTS.has(part));
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
