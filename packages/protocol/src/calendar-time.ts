/** `YYYY-MM-DD HH:mm:ss`, in figures at least. */
export const CALENDAR_TIME = /^(\d{4})-(\d{2})-(\d{2}) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

/** Whether a text is `YYYY-MM-DD HH:mm:ss` and names a day that exists. */
export function isCalendarTime(text: string): boolean {
  const parts = CALENDAR_TIME.exec(text);
  if (parts === null) return false;
  const [year, month, day] = parts.slice(1, 4).map(Number) as [number, number, number];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
