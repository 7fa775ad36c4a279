/** Longest `out_trade_no` there is. */
const LONGEST_NUMBER = 128;

/** So many choices over 128 characters are tried in every way within a moment; each more takes a hundred times as long. */
const MOST_CHOICES = 3;

const LONGEST_PATTERN = 200;

/** What a pattern is for, in words. */
export const NUMBER_PATTERN = `a regular expression of at most ${LONGEST_PATTERN} characters and ${MOST_CHOICES} repeats or groups with branches, none inside a repeat, and no back reference`;

/** One sign that means something, a class or a group's beginning; everything else is text. */
const SIGNS =
  /\\[^]|\[(?:\\[^]|[^\]\\])*\]|\((?:\?(?:<?[=!]|:|<\w+>))?|\)|\||[*+?]\??|\{\d+(?:,\d*)?\}\??|[^]/g;

/**
 * Whether a pattern is one that always answers soon.
 *
 * A repeat of what repeats or branches, such as `(a+)+`, can take longer than anybody lives; the gateway would stand still.
 */
export function isNumberPattern(pattern: unknown): pattern is string {
  if (typeof pattern !== 'string' || pattern === '' || !compiles(pattern)) return false;
  if (pattern.length > LONGEST_PATTERN || /\\[1-9k]/.test(pattern)) return false;
  const open: Group[] = [whole()];
  let closed: Group | undefined;
  let choices = 0;
  for (const [sign] of pattern.matchAll(SIGNS)) {
    const before = closed;
    closed = undefined;
    const group = open.at(-1) ?? whole();
    if (sign.startsWith('(')) open.push(whole());
    else if (sign === ')') {
      closed = open.pop() ?? whole();
      (open.at(-1) ?? whole()).chooses ||= closed.chooses;
    } else if (sign === '|') {
      if (!group.branches) choices += 1;
      Object.assign(group, { branches: true, chooses: true });
    } else if (isRepeat(sign)) {
      if (before?.chooses && !sign.startsWith('?')) return false;
      if (isCount(sign)) continue;
      choices += 1;
      group.chooses = true;
    }
  }
  return choices <= MOST_CHOICES;
}

interface Group {
  /** Whether it, or one inside, can match in more than one way. */
  chooses: boolean;
  branches: boolean;
}

function whole(): Group {
  return { chooses: false, branches: false };
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

function isRepeat(sign: string): boolean {
  return /^[*+?]|^\{\d+(?:,\d*)?\}/.test(sign);
}

/** `{3}` matches in one way only. */
function isCount(sign: string): boolean {
  return /^\{\d+\}/.test(sign);
}
