/**
 * The words of a command line as bash would split it, without quotes; the last one has only begun, and is empty after a
 * blank.
 */
export function splitLine(line: string): string[] {
  const words = [""];
  let quote = "";
  let isBetween = true;
  const add = (text: string) => {
    words[words.length - 1] += text;
    isBetween = false;
  };
  for (let index = 0; index < line.length; index++) {
    const character = line[index];
    if (character === "\\" && quote !== "'") add(line[++index] ?? "");
    else if (character === quote) quote = "";
    else if (quote === "" && /["']/.test(character)) {
      quote = character;
      add("");
    } else if (quote === "" && /\s/.test(character)) {
      if (!isBetween) words.push("");
      isBetween = true;
    } else add(character);
  }
  return words;
}
