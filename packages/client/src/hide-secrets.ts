/** Names whose values are nobody's business, should an answer repeat them. */
const SECRET_NAMES: ReadonlySet<string> = new Set([
  'key',
  'client_key',
  'clientkey',
  'auth_code',
  'sign',
  'user_creid',
  'user_truename',
  'extend_info',
]);

/** Names whose values may be a full card number. */
const CARD_NAMES: ReadonlySet<string> = new Set(['cardcd', 'cardno', 'card_number', 'pan']);

const CARD_NUMBER = /^\d{12,19}$/;

/**
 * What the gateway said, with codes, keys and personal data replaced and card numbers shortened to
 * their last four digits. Returns the same object when there is nothing to hide.
 *
 * @param words secrets of this very request, hidden wherever an answer repeats them
 */
export function hideSecrets<Value>(value: Value, words: readonly string[] = []): Value {
  return hidden('', value, words) as Value;
}

function hidden(name: string, value: unknown, words: readonly string[]): unknown {
  if (typeof value === 'string') return hiddenText(name, value, words);
  if (typeof value !== 'object' || value === null) return hiddenScalar(name, value);
  if (SECRET_NAMES.has(name)) return '[hidden]';
  return hiddenInside(name, value, words);
}

/** Copies only when something inside is hidden. */
function hiddenInside(name: string, value: object, words: readonly string[]): unknown {
  let copy: Record<string, unknown> | unknown[] | undefined;
  for (const key in value) {
    const inner: unknown = Reflect.get(value, key);
    const shown = hidden(Array.isArray(value) ? name : key, inner, words);
    if (shown === inner) continue;
    copy ??= Array.isArray(value) ? [...value] : { ...value };
    Reflect.set(copy, key, shown);
  }
  return copy ?? value;
}

function hiddenText(name: string, text: string, words: readonly string[]): string {
  if (text === '') return text;
  if (SECRET_NAMES.has(name)) return '[hidden]';
  if (CARD_NAMES.has(name) && CARD_NUMBER.test(text)) return shortened(text);
  let shown = text;
  for (const word of words) shown = shown.replaceAll(word, '[hidden]');
  return shown;
}

function hiddenScalar(name: string, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (SECRET_NAMES.has(name)) return '[hidden]';
  return CARD_NAMES.has(name) && CARD_NUMBER.test(String(value)) ? shortened(String(value)) : value;
}

function shortened(digits: string): string {
  return `${'*'.repeat(digits.length - 4)}${digits.slice(-4)}`;
}
