/**
 * A value as one line of JSON: NaN and ±Infinity become null, undefined too. It is harmless on a terminal as well: what
 * JSON leaves as it is but a terminal may obey is written as \uXXXX.
 */
export function jsonLine(value: unknown): string {
  const text = JSON.stringify(value) ?? "null";
  return text.replace(
    /[\u007f-\u009f\u2028\u2029]|\p{Bidi_Control}/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
