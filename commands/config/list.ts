import { renderTable } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";
import type { GlobalOptions } from "../program/global_options.ts";
import { explainSettings } from "./explain_settings.ts";

/** `ktrdr config list`: every setting, and what it is from. */
export async function listConfig(context: Context, given: GlobalOptions): Promise<void> {
  const settings = await explainSettings(context, given);
  context.printer.result(settings, (style) =>
    renderTable({
      columns: [{ title: "SETTING" }, { title: "VALUE" }, { title: "FROM" }],
      rows: settings.map(({ key, value, origin }) => [key, value === null ? "-" : String(value), origin]),
      style,
      maxWidth: context.width,
    }));
}
