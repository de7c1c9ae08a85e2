/**
 * Chance that can be repeated, and the texts and values that programs stumble over.
 * @module
 */

/** Characters that mean something to terminals, file systems, parsers or eyes. */
const nastyCharacters = [
  "\0",
  "\u0001",
  "\b",
  "\t",
  "\n",
  "\r\n",
  "\u001b",
  "\u007f",
  "\u0085",
  "\u009b",
  "\u2028",
  "\u202e",
  "\u2066",
  "\u200f",
  "\ufeff",
  "\ufffd",
  "\ud800",
  "\udfff",
  "👩‍🚀",
  "e\u0301",
  "İ",
  "ß",
  "界",
  '"',
  "'",
  "`",
  "\\",
  "/",
  "%",
  "%00",
  "%2e",
  "..",
  ":",
  ";",
  ",",
  "#",
  "&",
  "*",
  "{",
  "}",
  "[",
  "]",
  "<",
  "|",
  "~",
  "$",
  " ",
] as const;

/** What no terminal may ever be sent from outside: titles, clearing, colours, links, reports. */
export const escapeSequences = [
  "\u001b]0;hostile\u0007",
  "\u001b]8;;http://hostile.example\u001b\\",
  "\u001b]52;c;aG9zdGlsZQ==\u0007",
  "\u001b[2J",
  "\u001b[31mhostile",
  "\u001b[6n",
  "\u001bc",
  "\u001bPhostile\u001b\\",
  "\u009b31m",
  "\u009d0;hostile\u009c",
] as const;

/** A small fast generator (mulberry32): the same seed gives the same numbers. */
export class RandomSource {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to below `bound`. */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  /** One of them. */
  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)];
  }

  /** True with that probability. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  bytes(length: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length }, () => this.below(256));
  }

  /** A text of letters, nasty characters and now and then an escape sequence; rarely a very long one. */
  text(): string {
    if (this.chance(0.03)) return this.pick(["x", "界", "../", "\u0301", "\u001b["]).repeat(10_000);
    const parts = Array.from({ length: this.below(8) }, () => {
      if (this.chance(0.3)) return this.pick(["a", "Z", "0", "-", "_", "name", "1d", "op_1"]);
      return this.chance(0.2) ? this.pick(escapeSequences) : this.pick(nastyCharacters);
    });
    return parts.join("");
  }

  /** A JSON value of any type. */
  value(): unknown {
    return this.pick<() => unknown>([
      () => null,
      () => this.chance(0.5),
      () => this.number(),
      () => this.text(),
      () => [],
      () => ({}),
      () => [this.value(), this.value()],
      () => ({ [this.text()]: this.value(), message: this.value() }),
      () => nest(this.text(), 2 + this.below(200)),
      () => Array.from({ length: 2_000 }, (_, index) => index),
    ])();
  }

  /** A number that breaks sums, dates or formats. */
  number(): number {
    return this.pick([
      0,
      -0,
      -1,
      0.1,
      1e-320,
      1e21,
      1e308,
      -1e308,
      2 ** 31,
      2 ** 53,
      8.64e15 + 1,
      1.7976931348623157e308,
      this.next() * 100,
    ]);
  }
}

function nest(value: unknown, levels: number): unknown {
  let nested = value;
  for (let level = 0; level < levels; level++) nested = level % 2 === 0 ? [nested] : { error: nested };
  return nested;
}
