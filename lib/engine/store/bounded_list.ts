import * as z from "zod";
import type { $ZodType } from "zod/v4/core";

/** How long a list may be. */
interface BoundedListOptions {
  /** Whether it has to have an item. */
  isFilled?: boolean;
}

/** A list of at most so many items. Of a longer one no item is looked at: a file from elsewhere may have millions. */
export function boundedList<Item>(
  item: $ZodType<Item>,
  most: number,
  { isFilled = false }: BoundedListOptions = {},
): $ZodType<Item[]> {
  const list = z.array(item).refine(({ length }) => length > 0 || !isFilled, "expected at least one");
  return z.pipe(z.array(z.unknown()).max(most, `expected at most ${most} items`), list);
}
