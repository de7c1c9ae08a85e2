import { Command } from "@cliffy/command";
import type { GlobalOptions, Program } from "../program.ts";

/** `ktrdr serve`: the engine as a server. */
export function createServeCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Serve the KTRDR API from the engine inside this program, until Ctrl+C.\n\n" +
        "Only programs on this machine can reach it, unless --host names another address; then anyone who can may use " +
        "it, unless there is a token. Requests for an unknown host and from web pages of other origins are refused.\n\n" +
        "A file NAME.yaml that is put into the folder of --strategies is the strategy NAME from the next request on, " +
        "and counts before one of that name that was uploaded.\n\n" +
        "The bars of a file such as SPX_1d.csv in the folder of --data are taken in when they are asked for, and again " +
        "when the file has changed: where a bar is stored the one of the file wins. Links that lead out of either " +
        "folder are not followed.",
    )
    .option("--host <address:string>", "Address to listen on.", { default: "127.0.0.1" })
    .option("-p, --port <port:integer>", "Port to listen on; 0 takes a free one.", {
      default: 8000,
      override: true,
    })
    .option("--allow-host <name:string>", "Answer requests for this host too, with or without :port.", {
      collect: true,
    })
    .option(
      "--strategies <folder:file>",
      "Serve the strategy files of this folder, as they are at the moment.",
    )
    .option(
      "--data <folder:file>",
      "Serve the files SYMBOL_timeframe.csv of this folder, as they are at the moment.",
    )
    .option("--token-file <path:file>", "File with the bearer token to demand (or KTRDR_SERVE_TOKEN).", {
      override: true,
    })
    .action(async (options) => {
      const { serve } = await import("./serve.ts");
      await program.run(options, (context) => serve(context, options), { hasNoRows: true });
    });
}
