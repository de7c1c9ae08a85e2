/**
 * What the program runs on: Deno and its permissions, the configuration file, the terminal, the way to the network.
 * @module
 */
import { readConfigText } from "../../lib/config/load_config.ts";
import type { Context } from "../program/context.ts";
import { version } from "../program/version.ts";
import { broken, type Check, doubtful, fine } from "./check.ts";

/** Checks what Deno lets the program do. */
export async function checkProgram({ host }: Context): Promise<Check[]> {
  const { denoVersion, build, target } = host.facts;
  const missing = await host.missingPermissions();
  const flags = missing.map((name) => `--allow-${name}`).join(" ");
  return [
    fine("program", `ktrdr ${version} (${build}) on Deno ${denoVersion}, ${target}`),
    missing.length === 0 ? fine("permissions", "Deno permits network, files and environment") : doubtful(
      "permissions",
      `Deno does not permit all of: ${missing.join(", ")}`,
      `Run it with ${flags}, or -A`,
    ),
  ];
}

/** Checks the configuration file. */
export async function checkConfig({ host, config, configProblem }: Context): Promise<Check> {
  if (configProblem !== undefined) return broken("config", configProblem);
  const { path, text } = await readConfigText(host);
  if (text === undefined) return fine("config", "There is no configuration file");
  return fine("config", config.profile === undefined ? path : `${path}, profile ${config.profile.text}`);
}

/** Checks what the terminal can show. */
export function checkTerminal({ host, printer }: Context): Check {
  if (!host.stdout.isTerminal) return fine("terminal", "The output goes to no terminal: it has no colour");
  const { columns } = host.terminalSize() ?? {};
  const facts = [
    columns === undefined ? "size unknown" : `${columns} columns`,
    printer.style.enabled ? "colour" : "no colour",
  ];
  const locale = host.env("LC_ALL") ?? host.env("LC_CTYPE") ?? host.env("LANG");
  if (locale === undefined || /utf-?8/i.test(locale)) return fine("terminal", facts.join(", "));
  return doubtful(
    "terminal",
    `${facts.join(", ")}; the locale '${locale}' may not show bars and charts`,
    "Set LANG to one with UTF-8, such as C.UTF-8",
  );
}

/** Proxies, in the order that Deno looks for them. */
const proxyVariables = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

/** Checks what stands between this machine and a server. */
export function checkProxy({ host }: Context): Check {
  const proxies = proxyVariables.filter((name) => host.env(name) !== undefined);
  const spared = host.env("NO_PROXY") ?? host.env("no_proxy") ?? "";
  const isLocalSpared = /localhost|127\.0\.0\.1|\*/.test(spared);
  const names = proxies.join(", ");
  if (proxies.length === 0) return fine("proxy", "None is set");
  if (isLocalSpared) return fine("proxy", `Set by ${names}; NO_PROXY is ${spared}`);
  const message = `Set by ${names}, for servers on this machine, too`;
  return doubtful("proxy", message, "Set NO_PROXY=localhost,127.0.0.1");
}

/** Checks which certificates are trusted. */
export async function checkCertificates({ host }: Context): Promise<Check> {
  const file = host.env("DENO_CERT");
  const store = host.env("DENO_TLS_CA_STORE");
  if (file !== undefined && !await host.files.exists(file)) {
    return broken("certificates", `DENO_CERT names "${file}", which is not there`);
  }
  const more = file === undefined ? [] : [`those in ${file}`];
  return fine("certificates", [`Trusts those of ${store ?? "mozilla"}`, ...more].join(" and "));
}
