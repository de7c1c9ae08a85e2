import type { KtrdrClient } from "../../lib/client/client.ts";
import { UsageError } from "../../lib/errors.ts";

/** Throws UsageError where the server cannot do something with one of its models, such as "delete models". */
export async function requireModelFiles(client: KtrdrClient, what: string): Promise<void> {
  if (await client.health.supports("model_files")) return;
  throw new UsageError(`The server at ${client.baseUrl} cannot ${what}`, {
    hint: "Use --embedded, or a server started with 'ktrdr serve'",
  });
}
