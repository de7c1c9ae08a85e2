/**
 * `/agent` and `/ib`: endpoints that only a whole KTRDR installation has.
 * @module
 */
import { unavailableCode } from "../../contract/words/unavailable_code.ts";
import { codedError } from "../services/service_error.ts";
import type { Route } from "./route.ts";

const methods = ["GET", "POST", "PUT", "DELETE"] as const;

const needs = [
  {
    prefix: "/agent",
    message: "Agent research is not available in the embedded engine",
    needs: "a KTRDR server with agent workers and a key for a language model",
  },
  {
    prefix: "/ib",
    message: "Interactive Brokers is not available in the embedded engine",
    needs: "a KTRDR server connected to an IB Gateway or TWS",
  },
] as const;

/**
 * Routes that answer 404, and say what is needed, whatever is asked below these prefixes. Clients of KTRDR send again what
 * is answered by 500 or more, 501 among them.
 */
export function serverOnlyRoutes(): readonly Route[] {
  return needs.flatMap((need) =>
    [need.prefix, `${need.prefix}/*rest`].flatMap((path) =>
      methods.map((method): Route => ({ method, path, handle: () => refuse(need) }))
    )
  );
}

function refuse({ message, needs: needed }: typeof needs[number]): never {
  throw codedError(404, {
    code: unavailableCode,
    message: `${message}: it needs ${needed}`,
    hint: "Name such a server with --url",
    details: { needs: needed },
  });
}
