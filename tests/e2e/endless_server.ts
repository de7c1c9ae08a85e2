/** A server that is no engine of ours, over real HTTP. */
import { operationBody } from "../support/operation_bodies.ts";
import { json, ScriptedServer, text } from "../support/scripted_server.ts";

/** A listening server, and what it was asked. */
export interface ListeningServer extends AsyncDisposable {
  readonly url: string;
  readonly script: ScriptedServer;
}

/** A server whose training `op_1` never ends. It never answers a request to cancel it; `cancelling` tells of one. */
export function serveEndlessTraining(): ListeningServer & { readonly cancelling: Promise<void> } {
  const cancelling = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const script = new ScriptedServer({
    "GET /health": [json({ status: "ok", version: "1.0.0" })],
    "POST /trainings/start": [json({ success: true, task_id: "op_1", status: "training_started" })],
    "GET /operations/op_1": [json(operationBody("running", { id: "op_1", percentage: 12, step: "Epoch 3" }))],
    "DELETE /operations/op_1": [async () => {
      cancelling.resolve();
      await released.promise;
      return new Response();
    }],
  });
  const listening = listen(script);
  return {
    ...listening,
    cancelling: cancelling.promise,
    async [Symbol.asyncDispose]() {
      released.resolve();
      await listening[Symbol.asyncDispose]();
    },
  };
}

/** A web server that knows nothing of KTRDR: every page is the same. */
export function serveWebPage(): ListeningServer {
  const page = text("<!doctype html><title>Welcome</title><h1>It works</h1>", {
    headers: { "content-type": "text/html" },
  });
  return listen(new ScriptedServer({ "GET /models": [page] }));
}

function listen(script: ScriptedServer): ListeningServer {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, script.fetch);
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    script,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** A port of this machine where nothing listens. */
export function findFreePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
