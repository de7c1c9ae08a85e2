import type { IbConfig } from "../../lib/contract/ib.ts";
import { UsageError } from "../../lib/errors.ts";
import { formatCount } from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderFields } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";

/** What `ib config` takes. */
interface ConfigureIbOptions {
  host?: string | undefined;
  ibPort?: number | undefined;
  clientId?: number | undefined;
}

/** `ktrdr ib config`: shows how the server reaches IB Gateway or TWS, or changes it. */
export async function configureIb(context: Context, options: ConfigureIbOptions): Promise<void> {
  const change = {
    host: parseHost(options.host),
    port: parseRange(options.ibPort, { flag: "--ib-port", least: 1, most: 65_535 }),
    client_id: parseRange(options.clientId, { flag: "--client-id", least: 0, most: 999_999 }),
  };
  const client = await context.client();
  const isChange = Object.values(change).some((value) => value !== undefined);
  if (!isChange) {
    const config = await client.ib.config();
    context.printer.result(config, (style) => renderConfig(config, style), { rows: [config] });
    return;
  }
  const update = await client.ib.updateConfig(change);
  if (update.reconnect_required) context.printer.note("The server has to connect again before it counts");
  const { new_config: config } = update;
  context.printer.result(update, (style) => renderConfig(config, style), { rows: [config] });
}

function renderConfig(config: IbConfig, style: Style): string {
  const { client_id_range: ids, rate_limit: limit, timeout, readonly } = config;
  const fields: [string, string][] = [
    ["Host", config.host ?? "-"],
    ["Port", config.port === null || config.port === undefined ? "-" : String(config.port)],
    ["Client ids", ids ? `${ids.min ?? "-"} to ${ids.max ?? "-"}` : "-"],
    ["Timeout", typeof timeout === "number" ? `${timeout} s` : "-"],
    ["Read only", readonly === null || readonly === undefined ? "-" : readonly ? "yes" : "no"],
  ];
  if (limit) {
    const { max_requests: most, period_seconds: period, pacing_delay: delay } = limit;
    fields.push(["Requests", `${formatCount(most)} in ${period ?? "-"} s, ${delay ?? "-"} s apart`]);
  }
  return renderFields(fields, style);
}

function parseHost(host: string | undefined): string | undefined {
  if (host === undefined || /^[^\s/:@]+$/.test(host)) return host;
  throw new UsageError(`--host is '${host}', expected the name or address of a machine`, {
    hint: "The port is set with --ib-port",
  });
}

function parseRange(
  value: number | undefined,
  { flag, least, most }: { flag: string; least: number; most: number },
): number | undefined {
  if (value === undefined || (value >= least && value <= most)) return value;
  throw new UsageError(`${flag} is '${value}', expected ${least} to ${most}`);
}
