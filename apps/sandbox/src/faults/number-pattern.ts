/** Longest `out_trade_no` there is. */
const LONGEST_NUMBER = 128;

/** So many choices over 128 characters are tried in every way within a moment; each more takes a hundred times as long. */
const MOST_CHOICES = 3;

const LONGEST_PATTERN = 200;

/** What a pattern is for, in words. */
export const NUMBER_PATTERN = `a regular expression of at most ${LONGEST_PATTERN} characters and ${MOST_CHOICES} repeats or groups with branches, none inside a repeat, and no back reference`;

/** What stands for one sign of text, and for a group that can match in more than one way. */
const [TEXT, CHOOSES] = ['x', '\u0000'] as const;

const INNERMOST = /\(([^()]*)\)/;

/**
 * Whether a pattern is one that always answers soon.
 *
 * A repeat of what repeats or branches, such as `(a+)+`, can take longer than anybody lives; the gateway would stand still.
 */
export function isNumberPattern(pattern: unknown): pattern is string {
  if (typeof pattern !== 'string' || pattern === '' || !compiles(pattern)) return false;
  if (pattern.length > LONGEST_PATTERN || /\\[1-9k]/.test(pattern)) return false;
  let rest = skeleton(pattern);
  let choices = 0;
  for (let group = INNERMOST.exec(rest); group !== null; group = INNERMOST.exec(rest)) {
    const [, inside = ''] = group;
    choices += choicesIn(inside);
    const chooses = choicesIn(inside) > 0 || inside.includes(CHOOSES);
    rest = rest.replace(INNERMOST, chooses ? CHOOSES : TEXT);
  }
  return choices + choicesIn(rest) <= MOST_CHOICES;
}

/** The pattern with nothing but groups, branches and repeats. */
function skeleton(pattern: string): string {
  return pattern
    .replace(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]/g, TEXT)
    .replaceAll(CHOOSES, TEXT)
    .replace(/\(\?(?:<?[=!]|:|<\w+>)/g, '(');
}

/** A repeat of something that can match in more than one way is more than anything may have. */
function choicesIn(part: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it stands for a group
  if (/\u0000(?:[*+]|\{\d)/.test(part)) return Number.POSITIVE_INFINITY;
  const repeats = part.match(/[*+?]\??|\{\d+,\d*\}\??/g) ?? [];
  return repeats.length + (part.includes('|') ? 1 : 0);
}

/** Looks for it in a number, however much longer than any number the text is. */
export function matchesNumber(pattern: string, out_trade_no: string): boolean {
  return new RegExp(pattern).test(out_trade_no.slice(0, LONGEST_NUMBER));
}

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}
