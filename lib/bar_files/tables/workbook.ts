/**
 * Excel workbooks (.xlsx): a zip of XML. ECMA-376, part 1, section 18.
 * @module
 */
import { longestUpload } from "../../contract/data.ts";
import { readEntry, type ZipEntry } from "../containers/zip_entries.ts";
import { listFields, quoteField } from "../text/quote_field.ts";
import { dayOfCell, isDateFormat } from "./sheet_dates.ts";
import type { TableFile } from "./table_file.ts";
import { TableTooLarge } from "./table_limits.ts";
import { quoteCell, TableText } from "./table_text.ts";
import { type Attributes, walkXml } from "./walk_xml.ts";

/** What of a workbook is read. */
interface ReadWorkbookOptions {
  /** The files in the zip. */
  readonly entries: readonly ZipEntry[];
  /** The name of the sheet that counts. */
  readonly sheet: string | undefined;
}

/** Columns of the widest sheet that is read; Excel has 16,384. */
const mostColumns = 2_000;

/**
 * The table of a sheet, as text. Rejects with a RangeError for a workbook that is damaged, and for one with several sheets
 * that have cells, unless one is named.
 */
export async function readWorkbook(
  bytes: Uint8Array<ArrayBuffer>,
  { entries, sheet }: ReadWorkbookOptions,
): Promise<TableFile> {
  const readPart = openParts(bytes, entries);
  const sheets = await listSheets(readPart);
  const names = sheets.map(({ name }) => name);
  const chosen = sheet === undefined ? sheets : sheets.filter(({ name }) => name === sheet);
  if (chosen.length === 0) {
    throw new RangeError(`The workbook has no sheet ${quoteField(sheet ?? "")}; it has ${listFields(names)}`);
  }
  const [strings, styles, isFrom1904] = [
    await readStrings(readPart),
    await readDateStyles(readPart),
    await countsFrom1904(readPart),
  ];
  const tables: { readonly name: string; readonly rows: string[][] }[] = [];
  for (const { name, part } of chosen) {
    const rows = readSheet(await requirePart(readPart, part), { strings, styles, isFrom1904 });
    if (rows.length > 0) tables.push({ name, rows });
  }
  if (tables.length === 0) throw new RangeError("The workbook is empty");
  if (tables.length > 1) {
    const filled = tables.map(({ name }) => name);
    throw new RangeError(
      `The workbook has ${filled.length} sheets: ${listFields(filled)}; name one with --member`,
    );
  }
  const [{ name, rows }] = tables;
  return {
    container: "Excel",
    text: toText(rows),
    notes: names.length > 1 ? [`Read the sheet ${quoteField(name)}`] : [],
  };
}

function toText(rows: readonly (readonly string[])[]): Uint8Array<ArrayBuffer> {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const text = new TableText([]);
  const columns = Array.from(
    { length: width },
    (_, column) => (row: number) => quoteCell(rows[row][column] ?? ""),
  );
  text.addRows(rows.length, columns);
  return text.finish();
}

/** The unpacked text of a part; undefined where there is none. */
type ReadPart = (name: string) => Promise<string | undefined>;

/** All parts together may not become more than an import. */
function openParts(bytes: Uint8Array<ArrayBuffer>, entries: readonly ZipEntry[]): ReadPart {
  let limit = longestUpload;
  return async (name) => {
    const entry = entries.find((candidate) => candidate.name === name);
    if (entry === undefined) return undefined;
    const part = await readEntry(bytes, { entry, limit });
    limit -= part.length;
    return new TextDecoder().decode(part);
  };
}

async function requirePart(readPart: ReadPart, name: string): Promise<string> {
  const text = await readPart(name);
  if (text === undefined) throw new RangeError(`The workbook is damaged: ${quoteField(name)} is missing`);
  return text;
}

interface Sheet {
  readonly name: string;
  /** Where its cells are. */
  readonly part: string;
}

async function listSheets(readPart: ReadPart): Promise<Sheet[]> {
  const targets = new Map<string, string>();
  walkXml(await requirePart(readPart, "xl/_rels/workbook.xml.rels"), {
    open: ({ name, attributes: { Id, Target, Type } }) => {
      if (name !== "Relationship" || !Type?.endsWith("/worksheet")) return;
      if (Id === undefined || Target === undefined) return;
      targets.set(Id, Target.startsWith("/") ? Target.slice(1) : `xl/${Target}`);
    },
  });
  const sheets: Sheet[] = [];
  walkXml(await requirePart(readPart, "xl/workbook.xml"), {
    open: ({ name, attributes }) => {
      const part = targets.get(attributes["r:id"] ?? "");
      if (name === "sheet" && part !== undefined) sheets.push({ name: attributes.name ?? "", part });
    },
  });
  return sheets;
}

/** Whether days are counted from 1904 on, as Excel once did on the Macintosh. */
async function countsFrom1904(readPart: ReadPart): Promise<boolean> {
  let isFrom1904 = false;
  walkXml(await requirePart(readPart, "xl/workbook.xml"), {
    open: ({ name, attributes: { date1904 } }) => {
      if (name === "workbookPr") isFrom1904 = date1904 === "1" || date1904 === "true";
    },
  });
  return isFrom1904;
}

/** The texts that cells refer to by number. */
async function readStrings(readPart: ReadPart): Promise<string[]> {
  const strings: string[] = [];
  let text = "";
  let isText = false;
  let isPhonetic = false;
  walkXml(await readPart("xl/sharedStrings.xml") ?? "<sst/>", {
    open: ({ name }) => {
      if (name === "si") text = "";
      if (name === "rPh") isPhonetic = true;
      isText = name === "t" && !isPhonetic;
    },
    close: (name) => {
      if (name === "si") strings.push(text);
      if (name === "rPh") isPhonetic = false;
      isText = false;
    },
    text: (part) => {
      if (isText) text += part;
    },
  });
  return strings;
}

/** For each style of cells whether it shows a number as a date or a time. */
async function readDateStyles(readPart: ReadPart): Promise<boolean[]> {
  const formats = new Map<string, string>();
  const styles: boolean[] = [];
  let isOfCells = false;
  walkXml(await readPart("xl/styles.xml") ?? "<styleSheet/>", {
    open: ({ name, attributes: { numFmtId = "0", formatCode = "" } }) => {
      if (name === "numFmt") formats.set(numFmtId, formatCode);
      if (name === "cellXfs") isOfCells = true;
      if (name === "xf" && isOfCells) styles.push(isDateFormat(Number(numFmtId), formats.get(numFmtId)));
    },
    close: (name) => {
      if (name === "cellXfs") isOfCells = false;
    },
  });
  return styles;
}

interface ReadSheetOptions {
  readonly strings: readonly string[];
  readonly styles: readonly boolean[];
  readonly isFrom1904: boolean;
}

/** The cells of a sheet as texts; rows without any are left out. */
function readSheet(xml: string, options: ReadSheetOptions): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell: Attributes = {};
  let text = "";
  let isValue = false;
  walkXml(xml, {
    open: ({ name, attributes }) => {
      if (name === "row") row = [];
      if (name === "c") [cell, text] = [attributes, ""];
      isValue = name === "v" || name === "t";
    },
    close: (name) => {
      if (name === "c") {
        const value = cellText(text, { ...options, cell });
        const place = cell.r === undefined ? row.length : columnOf(cell.r);
        if (place >= mostColumns) throw new TableTooLarge(`The sheet has more than ${mostColumns} columns`);
        while (row.length < place) row.push("");
        if (value !== "") row[place] = value;
      }
      if (name === "row" && row.some((value) => value !== "")) rows.push(row);
      isValue = false;
    },
    text: (part) => {
      if (isValue) text += part;
    },
  });
  return rows;
}

/** The place of a column by its letters, as in `AB12`, counted from 0. */
function columnOf(reference: string): number {
  let place = 0;
  for (const letter of reference.match(/^[A-Z]{1,3}/)?.[0] ?? "") {
    place = place * 26 + letter.charCodeAt(0) - 64;
  }
  return Math.max(place - 1, 0);
}

interface CellTextOptions extends ReadSheetOptions {
  readonly cell: Attributes;
}

function cellText(text: string, { cell, strings, styles, isFrom1904 }: CellTextOptions): string {
  switch (cell.t) {
    case "s":
      return (strings[Number(text)] ?? "").trim();
    case "e":
    case "b":
      return "";
    case "str":
    case "inlineStr":
      return text.trim();
    case "d":
      return text;
    default:
      return styles[Number(cell.s ?? 0)] === true ? dayOfCell(text, { isFrom1904 }) : text;
  }
}
