/** `YYYY-MM-DD HH:mm:ss`, in figures at least. */
export const CALENDAR_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]) (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

/** Whether a text is `YYYY-MM-DD HH:mm:ss` and names a day that exists. */
export function isCalendarTime(text: string): boolean {
  if (!CALENDAR_TIME.test(text)) return false;
  const day = figures(text, 8, 10);
  return day <= 28 || day <= daysIn(figures(text, 0, 4), figures(text, 5, 7));
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysIn(year: number, month: number): number {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeapYear ? 29 : (DAYS[month - 1] ?? 0);
}

/** After as many years the calendar comes again. */
const CYCLE_YEARS = 400;
const CYCLE = 146_097 * 86_400_000;

/** Milliseconds since 1970, were the text a time of UTC; it must be one. */
export function momentOf(text: string): number {
  // `Date.UTC` takes the years 0 to 99 for those of the last century.
  const year = figures(text, 0, 4) + CYCLE_YEARS;
  const month = figures(text, 5, 7) - 1;
  const time = [figures(text, 11, 13), figures(text, 14, 16), figures(text, 17, 19)] as const;
  return Date.UTC(year, month, figures(text, 8, 10), ...time) - CYCLE;
}

/** The number that the figures from `start` to `end` make, without a text of its own for each. */
function figures(text: string, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at += 1) number = number * 10 + text.charCodeAt(at) - 0x30;
  return number;
}
