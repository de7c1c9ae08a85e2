import type { Context } from "../program/context.ts";
import { environmentVariables } from "./environment_variables.ts";
import { renderList } from "./render_list.ts";
import { pageWidth } from "./show_help.ts";

/** `ktrdr help environment`: every environment variable that makes a difference. */
export function showEnvironment(context: Context): Promise<void> {
  const items = environmentVariables.map(({ name, meaning }) => ({ name, text: meaning }));
  context.printer.result(
    environmentVariables,
    (style) => renderList(items, { style, width: context.width ?? pageWidth }),
  );
  return Promise.resolve();
}
