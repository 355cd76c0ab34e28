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

/** The day after one in the form `YYYY-MM-DD`. */
export function dayAfter(date: string): CalendarDay {
  const next = new Date(`${date}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1, day: next.getUTCDate() };
}
