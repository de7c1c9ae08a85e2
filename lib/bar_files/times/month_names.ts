/** The first letters of the months in the languages that files of bars are written in, without accents. */
const starts: readonly (readonly string[])[] = [
  ["jan", "ene", "gen", "sty"],
  ["feb", "fev", "lut"],
  ["mar", "mrz", "maa"],
  ["apr", "avr", "abr", "kwi"],
  ["may", "mai", "mag", "maj", "mei"],
  ["jun", "juin", "giu", "cze"],
  ["jul", "juil", "lug", "lip"],
  ["aug", "aou", "ago", "sie"],
  ["sep", "set", "wrz"],
  ["oct", "okt", "out", "ott", "paz"],
  ["nov", "lis"],
  ["dec", "dez", "dic", "gru"],
];

/** The number of a month, 1–12, from its name or an abbreviation of at least three letters; 0 for another word. */
export function monthOf(word: string): number {
  const plain = word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace("ź", "z");
  return starts.findIndex((names) => names.some((name) => plain.startsWith(name))) + 1;
}
