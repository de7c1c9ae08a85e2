/**
 * Binary tables. What reads them is long, and rarely needed: the bundle has it packed behind this one door.
 * @module
 */
import type { ZipEntry } from "../containers/zip_entries.ts";
import { readArrowTable } from "./arrow_table.ts";
import { readParquetTable } from "./parquet_table.ts";
import type { TableFile } from "./table_file.ts";
import { readWorkbook } from "./workbook.ts";

/** A binary table. */
type BinaryTable =
  | { readonly kind: "arrow" }
  | {
    readonly kind: "parquet";
    /** Whether times keep the zone that they were written in. */
    readonly keepsZones: boolean;
  }
  | {
    readonly kind: "workbook";
    /** Of the zip that it is. */
    readonly entries: readonly ZipEntry[];
    /** The sheet that counts. */
    readonly sheet: string | undefined;
  };

/** The text of a table. Rejects with a RangeError for what is damaged, and what is no table. */
export async function readTable(bytes: Uint8Array<ArrayBuffer>, table: BinaryTable): Promise<TableFile> {
  switch (table.kind) {
    case "arrow":
      return readArrowTable(bytes);
    case "parquet":
      return await readParquetTable(bytes, table);
    case "workbook":
      return await readWorkbook(bytes, table);
  }
}
