import { escapeHtml } from "./escape_html.ts";

/** One column of an HTML table. */
interface HtmlTableColumn {
  title: string;
  /** Default: left. */
  align?: "left" | "right";
}

/** What {@linkcode renderHtmlTable} shows. */
interface HtmlTableOptions {
  columns: readonly HtmlTableColumn[];
  /** One text a column; a text that is missing leaves its cell empty. */
  rows: readonly (readonly string[])[];
}

/** A table as HTML; every text in it is escaped. A blank parts the cells where the page is read as plain text. */
export function renderHtmlTable({ columns, rows }: HtmlTableOptions): string {
  const classes = columns.map(({ align }) => align === "right" ? ' class="right"' : "");
  const head = columns.map(({ title }, index) =>
    `<th scope="col"${classes[index]}>${escapeHtml(title)}</th>`
  );
  const body = rows.map((row) => {
    const cells = columns.map((_, index) => `<td${classes[index]}>${escapeHtml(row[index] ?? "")}</td>`);
    return `<tr>${cells.join(" ")}</tr>`;
  });
  return `<table>\n<thead><tr>${head.join(" ")}</tr></thead>\n<tbody>\n${
    body.join("\n")
  }\n</tbody>\n</table>`;
}
