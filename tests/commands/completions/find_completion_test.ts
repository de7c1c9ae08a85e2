import { assert, assertEquals } from "@std/assert";
import { type Completion, findCompletion } from "../../../commands/completions/find_completion.ts";
import { splitLine } from "../../../commands/program/command_line.ts";
import programWords from "../../../commands/completions/program_words.json" with { type: "json" };
import { createWholeTree } from "../../../docs/create_whole_tree.ts";

/** What may stand at the end of a line; the word after the last blank has only begun. */
function complete(line: string): Completion {
  return findCompletion(programWords, line.split(" "));
}

function valuesOf(line: string): string[] {
  return complete(line).candidates.map(({ value }) => value);
}

Deno.test("findCompletion() offers every command at the start, by its first name, with a description", () => {
  const { candidates } = complete("");
  const expected = createWholeTree().getCommands(false).map((command) => command.getName());
  assertEquals(candidates.map(({ value }) => value), expected);
  assert(!expected.includes("complete"));
  assertEquals(candidates.filter(({ description }) => description === ""), []);
});

Deno.test("findCompletion() offers another name where the first does not fit", () => {
  assertEquals(valuesOf("operat"), ["operation"]);
  assertEquals(valuesOf("operations"), ["operations"]);
  assertEquals(valuesOf("models sh"), ["show"]);
});

Deno.test("findCompletion() offers options where one begins, each once, without hidden ones", () => {
  assertEquals(valuesOf("ops --sta"), ["--status"]);
  assertEquals(valuesOf("ops --status running --st"), []);
  assert(valuesOf("train x -").includes("--end-date"));
  assert(!valuesOf("train x -").includes("-f"));
  assert(!valuesOf("train x --m").includes("--models-dir"));
  assertEquals(valuesOf("train x -f"), ["-f"]);
  assert(valuesOf("serve --allow-host a --all").includes("--allow-host"));
});

Deno.test("findCompletion() offers options where a command takes nothing else", () => {
  assert(valuesOf("dummy ").includes("--detach"));
  assertEquals(valuesOf("model show m "), valuesOf("model show m --"));
  assertEquals(valuesOf("dummy nonsense "), []);
});

Deno.test("findCompletion() offers the values of an option, in both ways to write it", () => {
  assertEquals(valuesOf("ops --status c"), ["completed", "cancelled"]);
  assertEquals(valuesOf("ops -s c"), ["completed", "cancelled"]);
  assertEquals(valuesOf("ops --status=c"), ["--status=completed", "--status=cancelled"]);
  assertEquals(valuesOf("--output js"), ["json", "jsonl"]);
  assertEquals(valuesOf("ops --limit "), []);
  assertEquals(valuesOf("ops --nonsense="), []);
});

Deno.test("findCompletion() knows the words of an argument", () => {
  assertEquals(valuesOf("config get to"), ["token", "token_file"]);
  assertEquals(valuesOf("completions "), ["bash", "zsh", "fish"]);
  assertEquals(valuesOf("help ex"), ["exit-codes"]);
  assertEquals(valuesOf("help config un"), ["unset"]);
});

Deno.test("findCompletion() tells what only a server knows, by the names of arguments and options", () => {
  const kinds: [string, string | undefined][] = [
    ["follow ", "operation"],
    ["follow op_1 op", "operation"],
    ["operations retry ", "operation"],
    ["operations cancel ", "active operation"],
    ["cancel --reason x op", "active operation"],
    ["resume ", "stopped operation"],
    ["model show ", "model"],
    ["backtest rsi --model-path ", "model"],
    ["backtest ", "strategy"],
    ["data show ", "symbol"],
    ["data show SPX --timeframe ", "timeframe"],
    ["train x.yaml SPX ", "timeframe"],
    ["train x.yaml --symbols ", "symbol"],
    ["worker show ", "worker"],
    ["--profile ", "profile"],
    ["ops --limit ", undefined],
  ];
  for (const [line, kind] of kinds) assertEquals(complete(line).live, kind, line);
});

Deno.test("findCompletion() completes the last of a list", () => {
  assertEquals(complete("train x --symbols SPX,E").prefix, "SPX,");
  assertEquals(complete("train x --symbols=SPX,E").prefix, "--symbols=SPX,");
});

Deno.test("findCompletion() wants files where a command takes one", () => {
  assertEquals(complete("train ").takesFiles, true);
  assertEquals(complete("train ").live, "strategy");
  assertEquals(complete("data import x").takesFiles, true);
  assertEquals(complete("--token-file ").takesFiles, true);
  assertEquals(complete("ops --token-file=a").prefix, "--token-file=");
  assertEquals(complete("data show ").takesFiles, false);
});

Deno.test("findCompletion() takes nothing for an option after --, and passes options with values over", () => {
  assertEquals(valuesOf("follow -- --"), []);
  assertEquals(complete("follow -- op").live, "operation");
  assertEquals(complete("--url http://x data show ").live, "symbol");
  const { options } = complete("--url http://x data show --embedded --port=8001 S");
  assertEquals([...options], [["--url", "http://x"], ["--embedded", ""], ["--port", "8001"]]);
});

Deno.test("splitLine() splits as bash does", () => {
  const cases: [string, string[]][] = [
    ["ktrdr", ["ktrdr"]],
    ["ktrdr ", ["ktrdr", ""]],
    ["ktrdr  ops\t--x", ["ktrdr", "ops", "--x"]],
    [`a "b c" 'd "e'`, ["a", "b c", 'd "e']],
    [`a "b`, ["a", "b"]],
    [`a b\\ c`, ["a", "b c"]],
    [`a ""`, ["a", ""]],
    [`a "" b`, ["a", "", "b"]],
    ["a \\", ["a", ""]],
    ["", [""]],
  ];
  for (const [line, words] of cases) assertEquals(splitLine(line), words, line);
});
