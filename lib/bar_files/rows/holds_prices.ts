/** Numbers in the shortest row of a bar beside its time. */
const fewestNumbers = 4;
/** Characters of the longest field that is looked into. */
const longestField = 200;

/** Whether fields hold the numbers of a bar, however they are separated: in another way than the rows around, say. */
export function holdsPrices(fields: readonly string[]): boolean {
  const parts = fields.flatMap((field) => field.length > longestField ? [] : field.split(/[;,\t|\s]+/));
  return parts.filter((part) => /^-?\d+(?:\.\d+)?$/.test(part)).length >= fewestNumbers;
}
