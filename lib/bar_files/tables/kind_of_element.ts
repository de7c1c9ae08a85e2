/**
 * What the columns of parquet files are.
 * @module
 */
import type { SchemaElement } from "hyparquet";
import type { CellKind } from "./cell_text.ts";

/** What a column is. `zone`: of its times, where the file tells it. */
export function kindOfElement(element: SchemaElement, zone: string | undefined): CellKind {
  const { type, logical_type: logical, converted_type: converted } = element;
  if (logical?.type === "TIMESTAMP") {
    return logical.isAdjustedToUTC
      ? { kind: "moment", zone: zone === "UTC" ? undefined : zone }
      : { kind: "wall" };
  }
  // Older programs write so both what has a zone and what has none.
  if (converted === "TIMESTAMP_MILLIS" || converted === "TIMESTAMP_MICROS" || type === "INT96") {
    return zone === undefined ? { kind: "wall" } : { kind: "moment", zone };
  }
  if (converted === "DATE" || logical?.type === "DATE") return { kind: "date" };
  if (logical?.type === "TIME") return { kind: "timeOfDay", divisor: timeDivisors[logical.unit] };
  if (converted === "TIME_MILLIS") return { kind: "timeOfDay", divisor: timeDivisors.MILLIS };
  if (converted === "TIME_MICROS") return { kind: "timeOfDay", divisor: timeDivisors.MICROS };
  return { kind: type === "FLOAT" ? "float32" : "other" };
}

/** What counts of units are divided by to be milliseconds. */
const timeDivisors = { MILLIS: 1n, MICROS: 1_000n, NANOS: 1_000_000n } as const;
