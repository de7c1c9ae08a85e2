import type { BarFormat } from "./bar_format.ts";
import { binance } from "./binance.ts";
import { histdata } from "./histdata.ts";
import { kraken } from "./kraken.ts";
import { lean, leanMinutes } from "./lean.ts";
import { metatrader4, metatrader5 } from "./metatrader.ts";
import { plainRows } from "./plain_rows.ts";
import { vendors } from "./vendors.ts";

/** A table whose header has the usual names. */
export const plainTable: BarFormat = { name: "table", title: "table with a header" };

/** Every format of text, in the order in which they are tried. */
export const barFormats: readonly BarFormat[] = [
  metatrader5,
  ...vendors,
  binance,
  kraken,
  metatrader4,
  histdata,
  lean,
  leanMinutes,
  plainRows,
  plainTable,
];
