import { plainName } from "./column_names.ts";
import { listFields, quoteField } from "./quote_field.ts";

/** Where a column is that the user names. Throws a RangeError where there is none. */
export function placeOf(titles: readonly string[], name: string): number {
  const exact = titles.indexOf(name);
  if (exact >= 0) return exact;
  const plain = plainName(name);
  const like = plain === "" ? -1 : titles.findIndex((title) => plainName(title) === plain);
  if (like >= 0) return like;
  const number = /^\d+$/.test(name) ? Number(name) - 1 : -1;
  if (number >= 0 && number < titles.length) return number;
  throw new RangeError(`There is no column ${quoteField(name)}; the file has ${listFields(titles)}`);
}
