const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text is a day of the calendar in the form `YYYY-MM-DD`, which sorts as text. */
export function isDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** A day of the calendar in numbers, the month from 1. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The numbers of a day in the form `YYYY-MM-DD`. */
export function calendarDay(date: string): CalendarDay {
  const day = new Date(`${date}T00:00:00Z`);
  return { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() };
}

/** The day so many days after one; before it, where the number is negative. */
export function addDays(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

/** The day of the week, from 0 for Sunday. */
export function weekday(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}
