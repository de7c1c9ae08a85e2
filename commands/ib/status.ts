import type { IbStatus } from "../../lib/contract/ib.ts";
import { formatCount, formatDuration, formatPercent, formatTimestamp } from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderFields } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";

/** `ktrdr ib status`: the server's connection to Interactive Brokers. */
export async function showIbStatus(context: Context): Promise<void> {
  const client = await context.client();
  const status = await client.ib.status();
  const { connection, data_metrics: data } = status;
  const value = {
    ...status,
    connected: connection.connected,
    connection_time: connection.connection_time ?? null,
    total_requests: data?.total_requests ?? null,
    failed_requests: data?.failed_requests ?? null,
    // What scripts may look for, and no server tells.
    active_connections: null,
    rate_limit_status: null,
    last_heartbeat: null,
  };
  const row = { ...connection, ...status.connection_metrics, ...data };
  context.printer.result(value, (style) => renderFields(describeStatus(status, style), style), {
    rows: [row],
  });
}

function describeStatus(status: IbStatus, style: Style): [string, string][] {
  const { connection, connection_metrics: connections, data_metrics: data } = status;
  const fields: [string, string][] = [
    ["Connected", connection.connected ? style.green("yes") : style.red("no")],
    ["Gateway", describeAddress(connection)],
  ];
  if (connection.connection_time) fields.push(["Since", formatTimestamp(connection.connection_time)]);
  if (connections) {
    const { total_connections: total, failed_connections: failed, uptime_seconds: uptime } = connections;
    fields.push(["Connections", `${formatCount(total)} (${formatCount(failed)} failed)`]);
    if (typeof uptime === "number") fields.push(["Uptime", formatDuration(uptime * 1000)]);
  }
  if (data) {
    fields.push([
      "Requests",
      `${formatCount(data.total_requests)} (${formatCount(data.failed_requests)} failed)`,
    ]);
    if (data.total_requests) fields.push(["Success rate", formatShare(data.success_rate)]);
    fields.push(["Bars fetched", formatCount(data.total_bars_fetched)]);
  }
  return fields;
}

/** A server that is not connected may tell an address of nothing. */
function describeAddress({ host, port, client_id }: IbStatus["connection"]): string {
  return host ? `${host}:${port ?? "-"}, client id ${client_id ?? "-"}` : "-";
}

/** The server tells percent. */
function formatShare(percent: number | null | undefined): string {
  return formatPercent(typeof percent === "number" ? percent / 100 : null, 1);
}
