/**
 * Grids of dots that become lines of text.
 * @module
 */

/** A grid of dots; (0, 0) is the upper left one. */
export interface Canvas {
  /** Dots in a row. */
  readonly columns: number;
  /** Dots in a column. */
  readonly rows: number;
  set(column: number, row: number): void;
  toLines(): string[];
}

const dotsAcross = 2;
const dotsDown = 4;
/** The bits of U+2800 and following: left and right dot of each row, from the top. */
const brailleBits = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80] as const;

/** Two by four dots a character. */
export class BrailleCanvas implements Canvas {
  readonly columns: number;
  readonly rows: number;
  readonly #cells: Uint8Array[];

  /** Sizes in characters. */
  constructor(width: number, height: number) {
    this.columns = width * dotsAcross;
    this.rows = height * dotsDown;
    this.#cells = Array.from({ length: height }, () => new Uint8Array(width));
  }

  set(column: number, row: number): void {
    const bit = brailleBits[(row % dotsDown) * dotsAcross + column % dotsAcross];
    this.#cells[Math.floor(row / dotsDown)][Math.floor(column / dotsAcross)] |= bit;
  }

  toLines(): string[] {
    return this.#cells.map((cells) =>
      Array.from(cells, (bits) => bits === 0 ? " " : String.fromCodePoint(0x2800 + bits)).join("")
    );
  }
}

/** One dot a character, in ASCII. */
export class TextCanvas implements Canvas {
  readonly columns: number;
  readonly rows: number;
  readonly #cells: string[][];

  /** Sizes in characters. */
  constructor(width: number, height: number) {
    this.columns = width;
    this.rows = height;
    this.#cells = Array.from({ length: height }, () => new Array<string>(width).fill(" "));
  }

  set(column: number, row: number): void {
    this.#cells[row][column] = "*";
  }

  toLines(): string[] {
    return this.#cells.map((cells) => cells.join(""));
  }
}
