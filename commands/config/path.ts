import { requireConfigPath } from "../../lib/config/config_path.ts";
import type { Context } from "../program/context.ts";

/** `ktrdr config path`: where the configuration file is, or would be. */
export async function showConfigPath({ host, printer }: Context): Promise<void> {
  const path = requireConfigPath(host);
  const value = { path, exists: await host.files.exists(path).catch(() => false) };
  printer.result(value, () => path);
}
