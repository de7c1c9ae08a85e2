/**
 * What a KTRDR server answered while it worked, by the names that the recordings have.
 * @module
 */
import brokerAndAgent from "../golden/exchanges/broker_and_agent.json" with { type: "json" };
import operations from "../golden/exchanges/operations.json" with { type: "json" };
import reads from "../golden/exchanges/reads_and_refusals.json" with { type: "json" };
import { json, type Responder } from "./scripted_server.ts";

/** The id that the recorded training, backtest, … has in tests. */
export const recordedId = "op_training_20260101_000000_cafe0001";

/** The answer recorded as `name`, such as "training: completed". Changes may be made to `data`. */
export function recorded(name: string, changes: Record<string, unknown> = {}): Responder {
  const exchange = operations.exchanges.find((one) => one.name === name);
  if (exchange === undefined) throw new Error(`There is no recording "${name}"`);
  return answer(exchange, changes);
}

/** The answer recorded for a request such as `GET /health`. */
export function recordedRead(route: string): Responder {
  const exchanges: (Exchange & { method: string; path: string })[] = [
    ...reads.exchanges,
    ...brokerAndAgent.exchanges,
  ];
  const exchange = exchanges.find(({ method, path }) => `${method} ${path}` === route);
  if (exchange === undefined) throw new Error(`There is no recording of "${route}"`);
  return answer(exchange, {});
}

interface Exchange {
  status: number;
  answer: unknown;
}

function answer(exchange: Exchange, changes: Record<string, unknown>): Responder {
  const body = JSON.parse(JSON.stringify(exchange.answer).replace(/\{\w+\}/g, recordedId));
  if (Object.keys(changes).length > 0) Object.assign(body.data, changes);
  return json(body, { status: exchange.status });
}
