const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text is a day of the calendar in the form `YYYY-MM-DD`, which sorts as text. */
export function isDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
