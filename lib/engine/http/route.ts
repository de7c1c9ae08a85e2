/**
 * What a route is, and how a path finds it.
 * @module
 */

/** One request on its way to a service. */
export interface ApiCall {
  readonly request: Request;
  /** The parts of the path that the pattern names, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

/**
 * One endpoint. In `path`, `:name` stands for one segment and a final `*name` for all segments left.
 * `handle` gives the JSON body of a 200 answer, or throws.
 */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  handle(call: ApiCall): object | Promise<object>;
}

/** A route and what its pattern names; or the methods that the path would take; or nothing at all. */
type RouteMatch =
  | { readonly route: Route; readonly parameters: Readonly<Record<string, string>> }
  | { readonly allowed: readonly string[] };

/** The first route that takes the method and the segments (decoded) of a path. */
export function matchRoute(
  routes: readonly Route[],
  { method, segments }: { readonly method: string; readonly segments: readonly string[] },
): RouteMatch {
  const allowed: string[] = [];
  for (const route of routes) {
    const parameters = matchSegments(route.path.slice(1).split("/"), segments);
    if (parameters === null) continue;
    if (route.method === method) return { route, parameters };
    allowed.push(route.method);
  }
  return { allowed };
}

function matchSegments(
  pattern: readonly string[],
  segments: readonly string[],
): Readonly<Record<string, string>> | null {
  const takesRest = pattern[pattern.length - 1].startsWith("*");
  if (takesRest ? segments.length < pattern.length : segments.length !== pattern.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index];
    if (part.startsWith("*")) parameters[part.slice(1)] = segments.slice(index).join("/");
    else if (part.startsWith(":") && segment !== "") parameters[part.slice(1)] = segment;
    else if (part !== segment) return null;
  }
  return parameters;
}
