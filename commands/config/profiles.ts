import { shownBaseUrl } from "../../lib/client/request_url.ts";
import { chooseConfig, type ConfigFile } from "../../lib/config/config.ts";
import { readConfigFile } from "../../lib/config/load_config.ts";
import { normaliseBaseUrl } from "../../lib/config/normalise_base_url.ts";
import { renderTable } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";

/** `ktrdr config profiles`: the profiles of the configuration file. */
export async function listProfiles(context: Context): Promise<void> {
  const file = await readConfigFile(context.host);
  const chosen = context.config.profile?.text;
  const rows = file === undefined ? [] : [...file.profiles.keys()].map((name) => ({
    ...describeProfile(file, name),
    chosen: name === chosen,
  }));
  context.printer.result(
    rows,
    (style) =>
      rows.length === 0
        ? "No profiles yet: 'ktrdr config set url <url> --profile <name>' makes one"
        : renderTable({
          columns: [{ title: "" }, { title: "PROFILE" }, { title: "SERVER" }, { title: "TOKEN" }],
          rows: rows.map((row) => [
            row.chosen ? "*" : "",
            row.chosen ? style.bold(row.profile) : row.profile,
            row.url ?? (row.embedded ? "embedded engine" : "-"),
            row.token ?? "-",
          ]),
          style,
        }),
    { keys: ["profile", "url", "embedded", "token", "chosen"] },
  );
}

function describeProfile(file: ConfigFile, name: string) {
  const { entries } = chooseConfig(file, { text: name, origin: file.path });
  const url = entries.get("url")?.text;
  return {
    profile: name,
    url: url === undefined ? null : shownBaseUrl(normaliseBaseUrl(url)),
    embedded: entries.get("embedded")?.text === "true",
    token: entries.has("token") || entries.has("token_file") ? "set" : null,
  };
}
