import { Command, EnumType } from "@cliffy/command";
import { workerStatuses, workerTypes } from "../../lib/contract/words/worker_words.ts";
import type { GlobalOptions } from "../program/global_options.ts";
import type { Program } from "../program/program.ts";

/** `ktrdr worker`: who does a server's work. Without a command it lists. */
export function createWorkerCommand(program: Program) {
  const group = createWorkerListCommand(program);
  group.command("list", createWorkerListCommand(program));
  group.command("show", createWorkerShowCommand(program));
  return group;
}

/** `ktrdr worker list` and `ktrdr list workers`. */
export function createWorkerListCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("List the workers of a server, and what each is busy with.")
    .type("type", new EnumType([...workerTypes]))
    .type("status", new EnumType([...workerStatuses]))
    .option("-t, --type <type:type>", "Only workers of this type.")
    .option("-s, --status <status:status>", "Only workers with this status.")
    .action(async (options) => {
      const { listWorkers } = await import("./list.ts");
      await program.run(options, (context) => listWorkers(context, options));
    });
}

function createWorkerShowCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Show one worker: what it can do, what it is busy with, when it was last healthy.")
    .arguments("<worker:string>")
    .action(async (options, worker) => {
      const { showWorker } = await import("./show.ts");
      await program.run(options, (context) => showWorker(context, worker));
    });
}
