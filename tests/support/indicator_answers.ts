/**
 * Answers about indicators that no command asks for.
 * @module
 */
import * as z from "zod";

/** What a group of indicators is for, and the ids of those in it. */
const indicatorCategorySchema = z.looseObject({
  name: z.string().optional(),
  info: z.looseObject({
    name: z.string(),
    description: z.string().nullish(),
    purpose: z.string().nullish(),
    typical_usage: z.string().nullish(),
    common_timeframes: z.array(z.string()).catch([]),
  }),
  indicators: z.array(z.string()).catch([]),
  count: z.number().nullish(),
});

/** `GET /indicators/categories`: the groups by name. */
export const indicatorCategoryListSchema = z.looseObject({
  success: z.boolean(),
  categories: z.record(z.string(), indicatorCategorySchema),
});

/** `GET /indicators/categories/{category}`. */
export const indicatorCategoryResponseSchema = z.looseObject({
  success: z.boolean(),
  category: indicatorCategorySchema,
});
