import { type IbProbe, probeIb } from "../../lib/client/probe_ib.ts";
import { ExitCode, type ExitCodeValue } from "../../lib/errors.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderTable } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";
import { parseSymbol } from "../program/parse_bar_names.ts";
import { parseTimeout } from "./parse_timeout.ts";

/** What `ib test` takes. */
interface TestIbOptions {
  symbol: string;
  /** Seconds. */
  timeout: number;
}

/** `ktrdr ib test`: tries the connection, and says what works. */
export async function testIb(context: Context, options: TestIbOptions): Promise<ExitCodeValue> {
  const request = { symbol: parseSymbol(options.symbol), timeout: parseTimeout(options.timeout) };
  const { explanation, ...found } = await probeIb(await context.client(), request);
  const exitCode = found.healthy ? ExitCode.ok : ExitCode.failure;
  const value = { ...found, details: { ib_diagnosis: explanation?.details.ib_diagnosis ?? null } };
  context.printer.result(value, (style) => renderProbe(found, style), { rows: found.checks, exitCode });
  if (explanation !== null) {
    context.printer.note(`${context.printer.errorStyle.cyan("Hint:")} ${explanation.hint}`);
    for (const step of explanation.details.advice) context.printer.detail(`  - ${step}`);
  }
  return exitCode;
}

const titles = { connection: "Connection", data: "Bars", symbol: "Symbol" } as const;

function renderProbe({ checks }: Pick<IbProbe, "checks">, style: Style): string {
  return renderTable({
    columns: [{ title: "CHECK" }, { title: "OK" }, { title: "WHAT WAS SEEN" }],
    rows: checks.map(({ name, ok, message }) => [
      titles[name],
      ok ? style.green("yes") : style.red("no"),
      message,
    ]),
    style,
  });
}
