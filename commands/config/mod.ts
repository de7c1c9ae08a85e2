import { Command, EnumType, StringType } from "@cliffy/command";
import { settableKeys } from "../../lib/config/config_keys.ts";
import { showHelp } from "../help/show_help.ts";
import type { GlobalOptions } from "../program/global_options.ts";
import type { Program } from "../program/program.ts";

/** `ktrdr config`: the configuration file. */
export function createConfigCommand(program: Program) {
  const group = new Command<GlobalOptions>()
    .usage("<command> [options]")
    .description(
      "Show and change settings and profiles.\n\n" +
        "An option counts before an environment variable, that before the configuration file. " +
        "In the file a profile counts before the settings for all.",
    )
    .action(function () {
      showHelp(program, this);
    });
  group.command("list", createListCommand(program));
  group.command("get", createGetCommand(program));
  group.command("set", createSetCommand(program));
  group.command("unset", createUnsetCommand(program));
  group.command("profiles", createProfilesCommand(program));
  group.command("path", createPathCommand(program));
  return group;
}

function createListCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("List every setting with its value, and what it is from. A token is not shown.")
    .example("What a profile changes", "ktrdr config list --profile work")
    .action(async (options) => {
      const { listConfig } = await import("./list.ts");
      await program.run(options, (context) => listConfig(context, options));
    });
}

function createGetCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Print the value of a setting, as it counts now.")
    .type("key", new EnumType(settableKeys))
    .arguments("<key:key>")
    .action(async (options, key) => {
      const { getConfig } = await import("./get.ts");
      await program.run(options, (context) => getConfig(context, key, options));
    });
}

function createSetCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Set a value in the configuration file: for all, or with --profile for one profile.\n\n" +
        "A token is read from stdin, so that it stands in no history: the value is '-'. " +
        "'profile' is the name of the profile that counts where nothing else names one.",
    )
    .type("key", new EnumType(settableKeys))
    .type("setting", new StringType())
    .arguments("<key:key> <value:setting>")
    .example("A profile for a server", "ktrdr config set url https://ktrdr.example --profile work")
    .example("Use it from now on", "ktrdr config set profile work")
    .example("Its token", "ktrdr config set token - --profile work < token.txt")
    .action(async (options, key, value) => {
      const { setConfig } = await import("./set.ts");
      const change = { key, value, profile: options.profile };
      await program.run(options, (context) => setConfig(context, change), { takesBadConfig: true });
    });
}

function createUnsetCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Take a value out of the configuration file: the one for all, or with --profile a profile's.",
    )
    .type("key", new EnumType(settableKeys))
    .arguments("<key:key>")
    .action(async (options, key) => {
      const { unsetConfig } = await import("./set.ts");
      const change = { key, profile: options.profile };
      await program.run(options, (context) => unsetConfig(context, change), { takesBadConfig: true });
    });
}

function createProfilesCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("List the profiles, and where each sends requests.")
    .action(async (options) => {
      const { listProfiles } = await import("./profiles.ts");
      await program.run(options, listProfiles);
    });
}

function createPathCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Print where the configuration file is (KTRDR_CONFIG names another).")
    .action(async (options) => {
      const { showConfigPath } = await import("./path.ts");
      await program.run(options, showConfigPath, { takesBadConfig: true });
    });
}
