/** Twelve to nineteen digits that stand alone, in groups or not. */
const CARD_NUMBER = /(?<![\d*])\d(?:[ -]?\d){11,18}(?!\d)/g;

/** A shorter word is no payment code, and would be met by chance among names, numbers and amounts. */
const SHORTEST_CODE = 8;

/** What is done with the value of a name. */
interface Rule {
  /** Nobody's business, should an answer repeat it. */
  readonly isSecret?: boolean;
  /** A full card number, or a sentence into which a program may have put one. */
  readonly mayHoldCard?: boolean;
  /** A program looks up or branches by it: a short word is met in it by chance. */
  readonly isPrecise?: boolean;
}

const NO_RULE: Rule = {};

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...rules({ isSecret: true }, [
    'key',
    'client_key',
    'clientkey',
    'auth_code',
    'sign',
    'paySign',
    'user_creid',
    'user_truename',
    'extend_info',
  ]),
  // Numbers of orders have names of their own.
  ...rules({ mayHoldCard: true }, [
    'cardcd',
    'cardno',
    'card_number',
    'pan',
    'respmsg',
    'resperr',
    'errmsg',
  ]),
  ...rules({ isPrecise: true }, [
    'respcd',
    'syssn',
    'out_trade_no',
    'orig_syssn',
    'origssn',
    'chnlsn',
    'chnlsn2',
    'txamt',
    'txcurrcd',
    'txdtm',
    'sysdtm',
    'paydtm',
    'pay_type',
    'order_type',
    'cancel',
  ]),
]);

function rules(rule: Rule, names: readonly string[]): [string, Rule][] {
  return names.map((name) => [name, rule]);
}

/** What is handed on as it came: our own words, the numbers to ask by, and what drives the customer. */
const KEPT_NAMES: ReadonlySet<string> = new Set([
  'status',
  'reason',
  'refunded',
  'disposition',
  'cause',
  'out_trade_no',
  'syssn',
  'orig_syssn',
  'mchid',
  'pay_url',
  'qrcode',
  'pay_params',
  'web_url',
  'payme_logo',
]);

/** Secrets of one request. */
interface Words {
  readonly all: readonly string[];
  /** Those that are long enough to be looked for everywhere. */
  readonly codes: readonly string[];
}

const NO_WORDS: Words = { all: [], codes: [] };

/**
 * What the gateway said, with codes, keys and personal data replaced and card numbers shortened to
 * their last four digits. Returns the same object when there is nothing to hide.
 *
 * @param words secrets of this very request, hidden wherever an answer repeats them
 */
export function hideSecrets<Value>(value: Value, words: readonly string[] = []): Value {
  return hidden(NO_RULE, value, wordsOf(words)) as Value;
}

/**
 * What a call gives back, or rejects with: secrets are hidden as in {@link hideSecrets}, but not in
 * what the merchant must have as it came, such as the signature inside `pay_params`. An answer is
 * judged before it is shown: judged hidden, a paid order could look like somebody else's.
 */
export function shown<Outcome extends object>(
  outcome: Outcome,
  { secrets }: { readonly secrets: readonly string[] },
): Outcome {
  return hiddenFields(outcome, wordsOf(secrets), KEPT_NAMES) as Outcome;
}

/**
 * An outcome as it is {@link shown}. It repeats what its `raw` says, so that nothing needs to be hidden
 * in it where nothing is hidden there, which is the rule.
 */
export function shownOutcome<Outcome extends { readonly raw: unknown }>(
  outcome: Outcome,
  session: { readonly secrets: readonly string[] },
): Outcome {
  const { secrets } = session;
  const holdsNothing = (value: unknown) => hideSecrets(value, secrets) === value;
  const others: unknown = 'duplicates' in outcome ? outcome.duplicates : undefined;
  return holdsNothing(outcome.raw) && holdsNothing(others) ? outcome : shown(outcome, session);
}

function wordsOf(all: readonly string[]): Words {
  if (all.length === 0) return NO_WORDS;
  return { all, codes: all.filter((word) => word.length >= SHORTEST_CODE) };
}

function hidden(rule: Rule, value: unknown, words: Words): unknown {
  if (typeof value === 'string') return hiddenText(rule, value, words);
  if (typeof value !== 'object') return hiddenScalar(rule, value, words);
  if (value === null || ArrayBuffer.isView(value)) return value;
  if (rule.isSecret === true) return '[hidden]';
  return Array.isArray(value) ? hiddenItems(rule, value, words) : hiddenFields(value, words);
}

function hiddenItems(rule: Rule, items: readonly unknown[], words: Words): unknown {
  const safe = items.map((item) => hidden(rule, item, words));
  return safe.every((item, index) => item === items[index]) ? items : safe;
}

function hiddenFields(fields: object, words: Words, kept?: ReadonlySet<string>): unknown {
  let changed: Map<string, [string, unknown]> | undefined;
  for (const name in fields) {
    if (kept?.has(name) === true) continue;
    const value: unknown = Reflect.get(fields, name);
    const safeName = withoutWords(name, words.codes);
    const safe = hidden(RULES.get(name) ?? NO_RULE, value, words);
    if (safe === value && safeName === name) continue;
    changed ??= new Map();
    changed.set(name, [safeName, safe]);
  }
  if (changed === undefined) return fields;
  const entries = Object.entries(fields);
  return Object.fromEntries(entries.map((entry) => changed.get(entry[0]) ?? entry));
}

function hiddenText(rule: Rule, text: string, { all, codes }: Words): string {
  if (text === '') return text;
  if (rule.isSecret === true) return '[hidden]';
  // A payment code has the length of a card number: it goes first, as a whole.
  const words = rule.isPrecise === true ? codes : all;
  const safe = words.length === 0 ? text : withoutWords(text, words);
  return rule.mayHoldCard === true ? shortenedNumbers(safe) : safe;
}

/** A number or a truth value is looked at as the text that a log would show. */
function hiddenScalar(rule: Rule, value: unknown, { codes }: Words): unknown {
  if (value === undefined || (codes.length === 0 && rule === NO_RULE)) return value;
  const text = String(value);
  const safe = hiddenText(rule, text, { all: codes, codes });
  return safe === text ? value : safe;
}

function withoutWords(text: string, words: readonly string[]): string {
  let safe = text;
  for (const word of words) safe = safe.replaceAll(word, '[hidden]');
  return safe;
}

/** Card numbers as their last four digits, in the groups they were written in. */
function shortenedNumbers(text: string): string {
  if (text.length < 12) return text;
  return text.replace(CARD_NUMBER, (number) => number.replaceAll(/\d(?=(?:[ -]?\d){4})/g, '*'));
}
