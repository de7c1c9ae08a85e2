import type { IbDiscovery, IbHealth, IbStatus } from "../contract/ib.ts";
import { unavailableCode } from "../contract/words/unavailable_code.ts";
import { ApiError } from "../errors.ts";
import type { ApiClient } from "./api_client.ts";
import { explainIb, type IbExplanation } from "./diagnose_ib.ts";

/** One thing that works, or does not. */
interface IbCheck {
  name: "connection" | "data" | "symbol";
  ok: boolean;
  /** What was seen, or what is wrong; one line. */
  message: string;
}

/** How the connection of a server to Interactive Brokers was found. */
export interface IbProbe {
  /** Whether every check is fine. */
  healthy: boolean;
  checks: IbCheck[];
  health: IbHealth;
  status: IbStatus | null;
  symbol: IbDiscovery | null;
  /** What to do, where something is wrong that is known. */
  explanation: IbExplanation | null;
}

/** What to probe, and how long. */
interface ProbeIbOptions {
  symbol: string;
  /** Milliseconds for each answer. */
  timeout: number;
}

/**
 * Tries the server's connection to Interactive Brokers. What the server reports as broken is a result; throws where the
 * server itself does not answer, or has no such connection.
 */
export async function probeIb(client: ApiClient, { symbol, timeout }: ProbeIbOptions): Promise<IbProbe> {
  const request = { timeout, retries: 0 };
  const [health, status, found] = await Promise.all([
    client.ib.health(request),
    settle(client.ib.status(request)),
    settle(client.ib.discover(symbol, request)),
  ]);
  const checks = [checkConnection(health, status), checkData(health), checkSymbol(symbol, found)];
  const faults = [health.error_message, ...checks.filter(({ ok }) => !ok).map(({ message }) => message)];
  return {
    healthy: health.healthy && checks.every(({ ok }) => ok),
    checks,
    explanation: firstExplanation(faults),
    health,
    status: status instanceof ApiError ? null : status,
    symbol: found instanceof ApiError ? null : found,
  };
}

/** The refusal in place of the answer, unless the server can do no such thing at all. */
async function settle<Answer>(answer: Promise<Answer>): Promise<Answer | ApiError> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && error.status !== 501 && error.code !== unavailableCode) return error;
    throw error;
  }
}

/** What the health check says counts: a server that reaches the gateway through another one may tell no address. */
function checkConnection(health: IbHealth, status: IbStatus | ApiError): IbCheck {
  if (status instanceof ApiError) return failed("connection", status);
  const { host, port } = status.connection;
  const ok = health.connection_ok;
  const message = ok
    ? `connected${host ? ` to ${host}:${port}` : ""}`
    : health.error_message ?? "not connected";
  return { name: "connection", ok, message };
}

function checkData(health: IbHealth): IbCheck {
  const ok = health.data_fetching_ok;
  const when = health.last_successful_request;
  const message = ok ? when ? `last fetched at ${when}` : "bars can be fetched" : "no bars can be fetched";
  return { name: "data", ok, message };
}

function checkSymbol(symbol: string, found: IbDiscovery | ApiError): IbCheck {
  if (found instanceof ApiError) return failed("symbol", found);
  const info = found.symbol_info;
  if (info === null) {
    return { name: "symbol", ok: false, message: `${symbol} is not known` };
  }
  const words = [info.instrument_type, info.exchange, info.currency].filter(Boolean).join(", ");
  return { name: "symbol", ok: true, message: `${symbol} found${words && ` (${words})`}` };
}

function firstExplanation(faults: readonly (string | null | undefined)[]): IbExplanation | null {
  for (const message of faults) {
    const explanation = message ? explainIb({ message }) : undefined;
    if (explanation !== undefined) return explanation;
  }
  return null;
}

function failed(name: IbCheck["name"], error: ApiError): IbCheck {
  return { name, ok: false, message: error.message };
}
