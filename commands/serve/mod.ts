import { Command } from "@cliffy/command";
import type { GlobalOptions, Program } from "../program.ts";

/** `ktrdr serve`: the engine as a server. */
export function createServeCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Serve the KTRDR API from the engine inside this program, until Ctrl+C.")
    .option("--host <address:string>", "Address to listen on.", { default: "127.0.0.1" })
    .option("-p, --port <port:integer>", "Port to listen on; 0 takes a free one.", {
      default: 8000,
      override: true,
    })
    .action(async (options) => {
      const { serve } = await import("./serve.ts");
      await program.run(options, (context) => serve(context, options));
    });
}
