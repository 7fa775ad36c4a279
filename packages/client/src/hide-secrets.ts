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

/** A shorter word is no payment code, and would be met by chance among names and amounts. */
const SHORTEST_CODE = 8;

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
  if (typeof value !== 'object') return hiddenScalar(name, value, words);
  if (value === null) return value;
  if (SECRET_NAMES.has(name)) return '[hidden]';
  return Array.isArray(value) ? hiddenItems(name, value, words) : hiddenFields(value, words);
}

function hiddenItems(name: string, items: readonly unknown[], words: readonly string[]): unknown {
  const shown = items.map((item) => hidden(name, item, words));
  return shown.every((item, index) => item === items[index]) ? items : shown;
}

function hiddenFields(fields: object, words: readonly string[]): unknown {
  const codes = words.filter((word) => word.length >= SHORTEST_CODE);
  let changed: Map<string, [string, unknown]> | undefined;
  for (const name in fields) {
    const value: unknown = Reflect.get(fields, name);
    const shownName = withoutWords(name, codes);
    const shown = hidden(name, value, words);
    if (shown === value && shownName === name) continue;
    changed ??= new Map();
    changed.set(name, [shownName, shown]);
  }
  if (changed === undefined) return fields;
  const entries = Object.entries(fields);
  return Object.fromEntries(entries.map((entry) => changed.get(entry[0]) ?? entry));
}

function hiddenText(name: string, text: string, words: readonly string[]): string {
  if (text === '') return text;
  if (SECRET_NAMES.has(name)) return '[hidden]';
  if (CARD_NAMES.has(name) && CARD_NUMBER.test(text)) return shortened(text);
  return withoutWords(text, words);
}

/** A number or a truth value is looked at as the text that a log would show. */
function hiddenScalar(name: string, value: unknown, words: readonly string[]): unknown {
  if (value === undefined) return value;
  const text = String(value);
  const codes = words.filter((word) => word.length >= SHORTEST_CODE);
  const shown = hiddenText(name, text, codes);
  return shown === text ? value : shown;
}

function withoutWords(text: string, words: readonly string[]): string {
  let shown = text;
  for (const word of words) shown = shown.replaceAll(word, '[hidden]');
  return shown;
}

function shortened(digits: string): string {
  return `${'*'.repeat(digits.length - 4)}${digits.slice(-4)}`;
}
