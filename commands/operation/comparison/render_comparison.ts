import type { Style } from "../../../lib/output/style.ts";
import { renderTable } from "../../../lib/output/table.ts";
import { quantities, type Quantity } from "./quantities.ts";
import type { ComparedOperation } from "../results/result_view.ts";

/**
 * Operations side by side: a column an operation, a row a quantity that any of them has. Rows in which they differ are
 * marked.
 */
export function renderComparison(operations: readonly ComparedOperation[], style: Style): string {
  const names = operations.map((_, position) => `#${position + 1}`);
  const legend = operations.map(({ operation_id: id }, position) => `${style.bold(names[position])}  ${id}`);
  const table = renderTable({
    columns: [
      { title: "" },
      { title: "QUANTITY" },
      ...names.map((title) => ({ title, align: "right" as const })),
    ],
    rows: quantities.filter(({ key }) => operations.some((operation) => isTold(operation[key])))
      .map((quantity) => renderRow(quantity, operations, style)),
    style,
  });
  return [...legend, "", table].join("\n");
}

function renderRow(
  { key, title, format = String }: Quantity,
  operations: readonly ComparedOperation[],
  style: Style,
): string[] {
  const told = operations.map((operation) => operation[key]).filter(isTold);
  const differ = new Set(told).size > 1;
  const cells = operations.map(({ [key]: value }) => {
    if (!isTold(value)) return "-";
    const text = typeof value === "number" ? format(value) : value;
    return differ ? style.bold(text) : text;
  });
  return [differ ? style.yellow("≠") : "", title, ...cells];
}

function isTold(value: string | number | null | undefined): value is string | number {
  return value !== null && value !== undefined;
}
