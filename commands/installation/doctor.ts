import { abortable } from "@std/async/abortable";
import { anySignal } from "../../lib/client/time_limit.ts";
import { ExitCode, type ExitCodeValue } from "../../lib/errors.ts";
import { interruptPolicy } from "../../lib/operations/interrupt.ts";
import type { Style } from "../../lib/output/style.ts";
import { padText } from "../../lib/output/text.ts";
import type { Context } from "../program/context.ts";
import { broken, type Check } from "./check.ts";
import { checkHome } from "./check_home.ts";
import { checkServer } from "./check_server.ts";
import {
  checkCertificates,
  checkConfig,
  checkProgram,
  checkProxy,
  checkTerminal,
} from "./check_surroundings.ts";
import { checkToken } from "./check_token.ts";

/** `ktrdr doctor`: every check, and exit code 1 where one of them finds something broken. */
export async function runDoctor(context: Context): Promise<ExitCodeValue> {
  using interrupts = interruptPolicy(context.host);
  const leaving = anySignal(interrupts.signal, interrupts.detach);
  const groups = await abortable(
    Promise.all([
      attempt("program", checkProgram(context)),
      attempt("config", checkConfig(context)),
      attempt("server", checkServer(context, leaving)),
      attempt("home", checkHome(context)),
      attempt("token", checkToken(context)),
      checkTerminal(context),
      checkProxy(context),
      attempt("certificates", checkCertificates(context)),
    ]),
    leaving,
  );
  const checks = groups.flat();
  const isBroken = checks.some(({ status }) => status === "error");
  const exitCode = isBroken ? ExitCode.failure : ExitCode.ok;
  context.printer.result(checks, (style) => renderChecks(checks, style), { exitCode });
  return exitCode;
}

/** A check that cannot be made has found something broken. */
function attempt(name: string, check: Promise<Check | Check[]>): Promise<Check | Check[]> {
  return check.catch((error: unknown) => broken(name, error));
}

function renderChecks(checks: readonly Check[], style: Style): string {
  const signs = { ok: style.green("✓"), warning: style.yellow("!"), error: style.red("✗") };
  const width = Math.max(...checks.map(({ check }) => check.length));
  const lines = checks.flatMap(({ check, status, message, hint }) => [
    `${signs[status]} ${padText(style.bold(check), width)}  ${message}`,
    ...hint === null ? [] : [`${" ".repeat(width + 4)}${style.cyan("Hint:")} ${hint}`],
  ]);
  return [...lines, "", summarize(checks)].join("\n");
}

function summarize(checks: readonly Check[]): string {
  const count = (status: Check["status"]) => checks.filter((check) => check.status === status).length;
  const [errors, warnings] = [count("error"), count("warning")];
  if (errors + warnings === 0) return "All is well";
  const parts = [
    ...errors === 0 ? [] : [errors === 1 ? "1 thing is broken" : `${errors} things are broken`],
    ...warnings === 0 ? [] : [warnings === 1 ? "1 thing is doubtful" : `${warnings} things are doubtful`],
  ];
  return parts.join(", ");
}
