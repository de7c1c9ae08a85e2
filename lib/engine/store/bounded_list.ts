import * as z from "zod";

/** A list of at most so many items. Of a longer one no item is looked at: a file from elsewhere may have millions. */
export function boundedList<Item extends z.ZodType>(item: Item, most: number) {
  return z.array(z.unknown()).max(most, `expected at most ${most} items`).pipe(z.array(item));
}
