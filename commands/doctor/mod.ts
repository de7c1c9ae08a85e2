import { Command } from "@cliffy/command";
import type { GlobalOptions, Program } from "../program.ts";

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
