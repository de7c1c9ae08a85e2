import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { environmentVariables } from "../../commands/help/environment_variables.ts";
import { helpTopics } from "../../commands/help/topics.ts";
import { readSources } from "../architecture/read_sources.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";

const table = "commands/help/environment_variables.ts";

Deno.test("'ktrdr help environment' names every variable that the program reads, and no other", async () => {
  const sources = (await readSources(["cli.ts", "commands", "lib"])).filter(({ path }) => path !== table);
  const text = sources.map(({ text }) => text).join("\n");
  const known = environmentVariables.map(({ name }) => name);
  const read = [
    ...text.matchAll(/\benv\w*\??\.?\(\s*"(\w+)"/g),
    ...text.matchAll(/\bvariable: "(\w+)"/g),
    ...text.matchAll(/"(KTRDR_[A-Z_]+)"/g),
  ].map(([, name]) => name);
  // One is a key of .env.sandbox files; proxies are also read in lower case.
  const others = [...known, ...known.map((name) => name.toLowerCase()), "KTRDR_API_PORT"];
  assertEquals(read.filter((name) => !others.includes(name)), []);
  assertEquals(known.filter((name) => !text.includes(`"${name}"`)), []);
});

Deno.test("'ktrdr help environment' lists each variable with its meaning", async () => {
  const { exitCode, stdout } = await runKtrdr(["help", "environment"]);
  assertEquals(exitCode, 0);
  assertMatch(stdout, /^ {2}KTRDR_API_URL +Address of the KTRDR API; --url and --port count before it$/m);
  assertEquals((await runJson(["help", "environment"])).value, environmentVariables);
});

Deno.test("'ktrdr help output' tells what goes where", async () => {
  const { exitCode, stdout, stderr } = await runKtrdr(["help", "output"]);
  assertEquals([exitCode, stderr], [0, ""]);
  assertMatch(stdout, /^Streams\n {2}stdout has the result and nothing else\./);
  assertEquals(stdout.split("\n").filter((line) => line.length > 100), []);
  const { value } = await runJson(["help", "output"]);
  assertEquals(value[0].topic, "Streams");
});

Deno.test("every topic is named by the help of help, and by the hint after a wrong one", async () => {
  const { stdout } = await runKtrdr(["help", "--help"]);
  const { exitCode, stderr } = await runKtrdr(["help", "nonsense"]);
  assertEquals(exitCode, 2);
  for (const topic of Object.keys(helpTopics)) {
    assertStringIncludes(stdout, topic);
    assertStringIncludes(stderr, topic);
    assertEquals((await runKtrdr(["help", topic])).exitCode, 0);
  }
});

Deno.test("'ktrdr help exit-codes' lets an operation go on where that is so: on a server", async () => {
  const { value } = await runJson(["help", "exit-codes"]);
  const meaningOf = (code: number) => value.find((one: { code: number }) => one.code === code).meaning;
  assertEquals(meaningOf(124), "--timeout ran out; an operation on a server may still run");
  assertEquals(meaningOf(143), "Left by SIGTERM or SIGHUP; an operation on a server still runs");
  for (const command of [["model", "train"], ["backtest", "run"]]) {
    const { stdout } = await runKtrdr([...command, "--help"]);
    assertMatch(
      stdout.replaceAll(/\s+/g, " "),
      /Stop waiting after this time; on a server the \w+ goes on/,
    );
  }
});
