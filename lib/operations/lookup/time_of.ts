/** Milliseconds since the epoch. Times without a zone mean UTC; a time that cannot be read is long ago. */
export function timeOf(text: string | null): number {
  if (text === null) return -Infinity;
  const time = Date.parse(/(z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
  return Number.isNaN(time) ? -Infinity : time;
}
