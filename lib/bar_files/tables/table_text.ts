import { longestUpload } from "../../contract/data.ts";
import { TableTooLarge } from "./table_limits.ts";

/** The cells of a column among some rows, as a file of text has them. */
export type ColumnCells = (row: number) => string;

/** Rows that become text at once. */
const blockRows = 4_096;

/** A table on its way to text with commas, as which it goes through the same steps as any other file. */
export class TableText {
  readonly #blocks: Uint8Array<ArrayBuffer>[] = [];
  readonly #encoder = new TextEncoder();
  #length = 0;

  /** Starts with the lines of a header, each as its fields. */
  constructor(header: readonly (readonly string[])[]) {
    for (const fields of header) this.#add(`${fields.map(quoteCell).join(",")}\n`);
  }

  /** Adds rows. Throws {@linkcode TableTooLarge} where the text gets longer than an import may be. */
  addRows(count: number, columns: readonly ColumnCells[]): void {
    for (let first = 0; first < count; first += blockRows) {
      let text = "";
      for (let row = first; row < Math.min(first + blockRows, count); row++) {
        for (let column = 0; column < columns.length; column++) {
          if (column > 0) text += ",";
          text += columns[column](row);
        }
        text += "\n";
      }
      this.#add(text);
    }
  }

  /** All of it. */
  finish(): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.#length);
    let at = 0;
    for (const block of this.#blocks) {
      whole.set(block, at);
      at += block.length;
    }
    return whole;
  }

  #add(text: string): void {
    const block = this.#encoder.encode(text);
    this.#length += block.length;
    if (this.#length > longestUpload) {
      throw new TableTooLarge("The table is longer than 256 MiB as text, import it in parts");
    }
    this.#blocks.push(block);
  }
}

/** A cell in quotes where it has a sign of the table in it. */
export function quoteCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""').replace(/\s+/g, " ")}"` : text;
}
