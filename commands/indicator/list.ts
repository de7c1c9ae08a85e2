import type { IndicatorInfo } from "../../lib/contract/indicator.ts";
import { UsageError } from "../../lib/errors.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderTable } from "../../lib/output/table.ts";
import { suggestionHint } from "../../lib/strategy/suggest_name.ts";
import type { Context } from "../program/context.ts";

/** What `indicator list` takes. */
interface ListIndicatorsOptions {
  category?: string | undefined;
}

/** `ktrdr indicator list`: the indicators that the server can calculate. */
export async function listIndicators(context: Context, { category }: ListIndicatorsOptions): Promise<void> {
  const client = await context.client();
  const known = (await client.indicators.list()).map(toRow);
  const rows = category === undefined ? known : known.filter((row) => isSame(row.category, category));
  if (category !== undefined && rows.length === 0 && known.length > 0) {
    throw new UsageError(`--category is '${category}', but the server has no indicators of it`, {
      hint: suggestionHint(category, [...new Set(known.map((row) => row.category))]),
    });
  }
  const value = { indicators: rows, total_count: rows.length, category_filter: category ?? null };
  context.printer.result(value, (style) => renderIndicators(rows, { style, maxWidth: context.width }), {
    rows,
    keys: rowKeys,
  });
}

const rowKeys: readonly (keyof IndicatorRow)[] = [
  "id",
  "name",
  "category",
  "description",
  "parameters",
  "outputs",
];

interface IndicatorRow {
  /** The API's name. */
  id: string;
  name: string;
  category: string;
  description: string;
  parameters: Record<string, ParameterRow>;
  outputs: readonly string[];
}

interface ParameterRow {
  type: string;
  default: unknown;
  description: string;
  minimum: number | null;
  maximum: number | null;
  options: readonly unknown[] | null;
}

function toRow({ id, name, type, description, parameters, outputs }: IndicatorInfo): IndicatorRow {
  return {
    id,
    name: name.replace(/Indicator$/, ""),
    category: type,
    description: (description ?? "").replace(/\s+/g, " ").trim(),
    parameters: Object.fromEntries(parameters.map((parameter) => [parameter.name, {
      type: parameter.type,
      default: parameter.default,
      description: parameter.description ?? "",
      minimum: parameter.min_value ?? null,
      maximum: parameter.max_value ?? null,
      options: parameter.options ?? null,
    }])),
    outputs: outputs ?? [],
  };
}

function isSame(category: string, wanted: string): boolean {
  return category.toLowerCase() === wanted.trim().toLowerCase().replace(/[\s-]+/g, "_");
}

function renderIndicators(
  rows: readonly IndicatorRow[],
  { style, maxWidth }: { style: Style; maxWidth: number | undefined },
): string {
  if (rows.length === 0) return "The server has no indicators";
  return renderTable({
    columns: [{ title: "NAME" }, { title: "CATEGORY" }, { title: "DESCRIPTION" }, { title: "PARAMETERS" }],
    rows: rows.map((row) => [row.name, row.category, row.description, describeParameters(row.parameters)]),
    style,
    maxWidth,
  });
}

/** "period=14, source=close". */
function describeParameters(parameters: IndicatorRow["parameters"]): string {
  const texts = Object.entries(parameters).map(([name, { default: initial }]) => `${name}=${initial}`);
  return texts.length === 0 ? "-" : texts.join(", ");
}
