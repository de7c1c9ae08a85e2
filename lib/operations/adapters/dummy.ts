import * as z from "zod/mini";
import type { ApiClient } from "../../client/api_client.ts";
import { findNewest } from "../lookup/find_newest.ts";
import type { LostStart, OperationAdapter } from "../operation_adapter.ts";
import { parseStart } from "./start_response.ts";

/** Starts the operation that does nothing but report progress. */
export class DummyAdapter implements OperationAdapter {
  readonly type = "dummy";
  readonly startEndpoint = "/dummy/start";

  startPayload(): Record<string, unknown> {
    return {};
  }

  parseStartResponse(body: unknown): string {
    const schema = z.looseObject({ data: z.looseObject({ operation_id: z.string() }) });
    return parseStart(body, { endpoint: this.startEndpoint, schema }).data.operation_id;
  }

  findStarted(client: ApiClient, lost: LostStart): Promise<string | undefined> {
    return findNewest(client, { ...lost, type: this.type, matches: () => true });
  }
}
