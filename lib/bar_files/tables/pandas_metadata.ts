/**
 * What pandas writes beside a table: which columns are its index, and the zones of its times.
 * @module
 */
import * as z from "zod/mini";

const pandasSchema = z.looseObject({
  index_columns: z.catch(z.array(z.unknown()), []),
  columns: z.catch(
    z.array(z.looseObject({
      name: z.nullish(z.string()),
      field_name: z.nullish(z.string()),
      metadata: z.catch(z.nullish(z.looseObject({ timezone: z.nullish(z.string()) })), null),
    })),
    [],
  ),
});

/** What pandas tells of the columns of a table. */
export interface PandasColumns {
  /** The columns of the index, in their order. */
  readonly index: readonly string[];
  /** The zones of columns of times. */
  readonly zones: ReadonlyMap<string, string>;
}

/** What the value of the key "pandas" says; nothing where there is none, or another one. */
export function readPandasColumns(json: string | undefined): PandasColumns {
  const parsed = pandasSchema.safeParse(parse(json));
  if (!parsed.success) return { index: [], zones: new Map() };
  const { index_columns: index, columns } = parsed.data;
  const zones = columns.flatMap(({ name, field_name: field, metadata }): [string, string][] => {
    const column = field ?? name;
    return typeof column === "string" && typeof metadata?.timezone === "string"
      ? [[column, metadata.timezone]]
      : [];
  });
  return { index: index.filter((name) => typeof name === "string"), zones: new Map(zones) };
}

function parse(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? "null");
  } catch {
    return null;
  }
}

/** Names of columns of two levels, as pandas writes those of several instruments: `('Close', 'AAPL')`. */
const twoLevels = /^\('([^']*)', '([^']*)'\)$/;

/**
 * The lines of the header that the same table has as text: columns of the index come first and may have no name, and a
 * second level of names is a line of its own.
 */
export function tableHeader(names: readonly string[], index: readonly string[]): string[][] {
  const shown = names.map((name) => index.includes(name) && /^__index_level_\d+__$/.test(name) ? "" : name);
  const levels = names.map((name) => twoLevels.exec(name));
  const isDouble = levels.some((level) => level !== null) &&
    levels.every((level, place) => level !== null || index.includes(names[place]));
  if (!isDouble) return [shown];
  return [
    levels.map((level) => level?.[1] ?? "Price"),
    levels.map((level) => level?.[2] ?? "Ticker"),
  ];
}
