import { Command, EnumType } from "@cliffy/command";
import { showHelp } from "../help/show_help.ts";
import type { GlobalOptions } from "../program/global_options.ts";
import type { Program } from "../program/program.ts";
import { interruptChoices } from "../operation/run/interrupt_choice.ts";

/** `ktrdr agent`: researches by the agent of a KTRDR server. */
export function createAgentCommand(program: Program) {
  const group = new Command<GlobalOptions>()
    .usage("<command> [options]")
    .description("Let the agent of a KTRDR server do research.")
    .action(function () {
      showHelp(program, this);
    });
  group.command("status", createAgentStatusCommand(program));
  group.command("trigger", createAgentTriggerCommand(program));
  group.command("cancel", createAgentCancelCommand(program));
  group.command("budget", createAgentBudgetCommand(program));
  return group;
}

/** `ktrdr research`. */
export function createResearchCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Let the agent of a KTRDR server look for a strategy, or work on one.\n\n" +
        "Prints the operation's id at once; with --follow waits for the result.",
    )
    .type("interrupt", new EnumType(interruptChoices))
    .arguments("[goal:string]")
    .option("-m, --model <llm:string>", "Model to think with: opus, sonnet, haiku, or its full name.")
    .option("-s, --strategy <name:string>", "Work on this strategy instead of a goal.")
    .option("-f, --follow", "Wait for the research and show its progress.", { conflicts: ["detach"] })
    .option("--detach", "Print the operation's id and leave it alone, which is the default.")
    .option("--on-interrupt <what:interrupt>", "What Ctrl+C does to the research (default: cancel).")
    .option("--timeout <seconds:number>", "Stop waiting after this time; on a server the research goes on.")
    .example("Look for a strategy", "ktrdr research 'mean reversion for EURUSD on 1h bars' --follow")
    .action(async (options, goal) => {
      const { research } = await import("./research.ts");
      const choices = { ...options, goal, follow: options.follow === true };
      await program.run(options, (context) => research(context, choices), {
        tellsEvents: true,
        hasNoRows: true,
      });
    });
}

function createAgentStatusCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Show the researches that go on, and what the agent has left.")
    .action(async (options) => {
      const { showAgentStatus } = await import("./status.ts");
      await program.run(options, showAgentStatus);
    });
}

function createAgentTriggerCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Let the agent do a research of its own choice; 'ktrdr research' gives it a goal.\n\n" +
        "Prints the operation's id at once; with --follow waits for the result.",
    )
    .type("interrupt", new EnumType(interruptChoices))
    .option("-m, --model <llm:string>", "Model to think with: opus, sonnet, haiku, or its full name.")
    .option("-b, --bypass", "Go on where a result would stop the research.")
    .option("-f, --follow, --monitor", "Wait for the research and show its progress.", {
      conflicts: ["detach"],
    })
    .option("--detach", "Print the operation's id and leave it alone, which is the default.")
    .option("--on-interrupt <what:interrupt>", "What Ctrl+C does to the research (default: cancel).")
    .option("--timeout <seconds:number>", "Stop waiting after this time; on a server the research goes on.")
    .action(async (options) => {
      const { triggerResearch } = await import("./research.ts");
      const choices = { ...options, follow: options.follow === true };
      await program.run(options, (context) => triggerResearch(context, choices), {
        tellsEvents: true,
        hasNoRows: true,
      });
    });
}

function createAgentCancelCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Cancel a research; with no id, the one that is active.")
    .arguments("[operation:string]")
    .action(async (options, operation) => {
      const { cancelAgent } = await import("./cancel.ts");
      await program.run(options, (context) => cancelAgent(context, operation));
    });
}

function createAgentBudgetCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Show what the agent may still spend today.")
    .action(async (options) => {
      const { showBudget } = await import("./budget.ts");
      await program.run(options, showBudget);
    });
}
