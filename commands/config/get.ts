import type { SettableKey } from "../../lib/config/config_keys.ts";
import { ExitCode, KtrdrError } from "../../lib/errors.ts";
import type { Context } from "../program/context.ts";
import type { GlobalOptions } from "../program/global_options.ts";
import { explainSettings } from "./explain_settings.ts";

/** `ktrdr config get`: one setting as it counts now. Throws KtrdrError (not found) where nothing sets it. */
export async function getConfig(context: Context, key: SettableKey, given: GlobalOptions): Promise<void> {
  const setting = (await explainSettings(context, given)).find((setting) => setting.key === key);
  if (setting === undefined || setting.value === null) {
    throw new KtrdrError(`${key} is not set`, {
      exitCode: ExitCode.notFound,
      hint: `Set it with: ktrdr config set ${key} ${key === "token" ? "-" : "<value>"}`,
    });
  }
  context.printer.result(setting, () => String(setting.value));
}
