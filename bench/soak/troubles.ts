/**
 * What goes wrong between a client and its server in a soak.
 * @module
 */
import {
  afterwards,
  changedOperation,
  type Fault,
  jsonAnswer,
  page,
  plainType,
  textAnswer,
  truncated,
} from "../../tests/support/faults.ts";
import type { SocketWorld } from "../../tests/support/socket_world.ts";

/** Something that goes wrong with the next requests of a kind. */
export interface Trouble {
  readonly name: string;
  /** Makes it happen, so many times at the most; resolves when the server is there again. */
  happen(world: SocketWorld, times: number): Promise<void> | void;
}

/** The method of the requests that a trouble meets. */
export type Method = "POST" | "GET" | "DELETE";

/** Troubles of requests to start, to read and to cancel an operation. None of them is a refusal that stays. */
export function createTroubles(): Readonly<Record<Method, readonly Trouble[]>> {
  const every = (["POST", "GET", "DELETE"] as const).map((method) => [method, troublesOf(method)] as const);
  const common = Object.fromEntries(every);
  return {
    POST: [
      { name: "nothing", happen() {} },
      answered("POST", { name: "every worker is busy", fault: busy }),
      ...common.POST,
    ],
    GET: [
      answered("GET", { name: "404", fault: jsonAnswer(404, { detail: "Operation not found: ours" }) }),
      answered("GET", { name: "an unknown status", fault: changedTo({ status: "archiving" }) }),
      answered("GET", { name: "progress that goes back", fault: changedTo({ progress: { percentage: 0 } }) }),
      answered("GET", { name: "another operation", fault: changedTo({ operation_id: "op_else" }) }),
      answered("GET", { name: "text/plain", fault: plainType }),
      restart(5),
      restart(60),
      ...common.GET,
    ],
    DELETE: [{ name: "nothing", happen() {} }, restart(20), ...common.DELETE],
  };
}

const busy = jsonAnswer(503, { detail: { error: "No workers available", registered_workers: 1 } });

/** What may happen to any request: it is carried out, or it is not. */
function troublesOf(method: Method): Trouble[] {
  const answers: Record<string, Fault> = {
    "429": jsonAnswer(429, { detail: "Slow down" }, { "retry-after": "1" }),
    "500": jsonAnswer(500, { detail: "Oops" }),
    "502 of a proxy": page(502, "Bad Gateway"),
    "500, carried out": afterwards(jsonAnswer(500, { detail: "Oops" })),
    "502 of a proxy, carried out": afterwards(page(502, "Bad Gateway")),
    "a web page, carried out": afterwards(page(200, "Hello")),
    "an empty answer, carried out": afterwards(textAnswer()),
    "half an answer, carried out": truncated,
  };
  return [
    ...Object.entries(answers).map(([name, fault]) => answered(method, { name, fault })),
    broken(method, "before"),
    broken(method, "after"),
  ];
}

function answered(method: Method, { name, fault }: { name: string; fault: Fault }): Trouble {
  const path = method === "POST" ? "" : "/operations/";
  const isHit = (request: Request) => request.method === method && request.url.includes(path);
  return {
    name: `${method}: ${name}`,
    happen: ({ server }, times) => server.plan({ fault, isHit, times }),
  };
}

function broken(method: Method, when: "before" | "after"): Trouble {
  const line = new RegExp(method === "POST" ? "^POST" : `^${method} \\S+/operations/`);
  return {
    name: `${method}: the connection breaks ${when} the request arrives`,
    happen: ({ server }, times) => server.breakConnections({ when, line, times }),
  };
}

/** Seconds, by the clock of the world. */
function restart(seconds: number): Trouble {
  return {
    name: `the server restarts and takes ${seconds} s`,
    happen: async ({ server, clock }) => {
      server.stop();
      await clock.delay(1_000 * seconds);
      await server.restart();
    },
  };
}

function changedTo(fields: Record<string, unknown>): Fault {
  return changedOperation((data) => ({ ...data, ...fields }));
}
