import { Command } from "@cliffy/command";
import type { GlobalOptions } from "../program/global_options.ts";
import type { Program } from "../program/program.ts";

/** `ktrdr doctor`: what is well with this installation, and what is not. */
export function createDoctorCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Check what the program needs: the server, the home folder, the configuration, the terminal.\n\n" +
        "Exits with 1 if anything is broken. No operation is started, none is changed.",
    )
    .example("Check another server", "ktrdr doctor --url https://ktrdr.example")
    .action(async (options) => {
      const { runDoctor } = await import("./doctor.ts");
      await program.run(options, runDoctor, { takesBadConfig: true });
    });
}

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

/** `ktrdr version`: what `--version` says, in more lines or for programs. */
export function createVersionCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Show the version, what it runs on and how it was built; '--version' does so in one line.")
    .action(async (options) => {
      const { showVersion } = await import("./version.ts");
      await program.run(options, showVersion, { takesBadConfig: true });
    });
}
