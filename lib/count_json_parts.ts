const marks = ["{", "[", ","].map((mark) => mark.charCodeAt(0));

/**
 * About how many values a JSON text has, at most: each object, list and further value of them begins with a character
 * that is counted, also inside of strings. What is parsed takes some 50 bytes of memory a value, however short its text.
 */
export function countJsonParts(json: Uint8Array): number {
  const [brace, bracket, comma] = marks;
  let count = 1;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at];
    if (byte === comma || byte === brace || byte === bracket) count++;
  }
  return count;
}
