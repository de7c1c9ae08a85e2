import { assertEquals } from "@std/assert";
import { completionScript } from "../../../commands/completions/scripts.ts";
import { openEmptyHome } from "../../support/engine_homes.ts";
import { environment, projectRoot } from "../../support/processes.ts";

/** Presses Tab at the end of a line, as bash does, and prints what it gets. */
const press = `
press() {
  COMP_LINE=$1 COMP_POINT=\${#1} COMP_CWORD=$(($# - 2)) COMP_WORDS=("\${@:2}")
  _ktrdr ktrdr "\${@: -1}" "\${@: -2:1}"
  printf '%s|' "\${COMPREPLY[@]}"
  echo
}
`;

interface BashOptions {
  folder: string;
  /** What \`ktrdr\` is. */
  program: string;
}

async function runBash(lines: string, { folder, program }: BashOptions): Promise<string[]> {
  const { code, stdout, stderr } = await new Deno.Command("bash", {
    args: ["--norc", "-c", [`ktrdr() { ${program}; }`, completionScript("bash"), press, lines].join("\n")],
    cwd: folder,
    clearEnv: true,
    env: { ...environment(), KTRDR_HOME: folder, KTRDR_CONFIG: "/dev/null", DENO: Deno.execPath() },
    stdin: "null",
  }).output();
  const [output, complaints] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  assertEquals([code, complaints], [0, ""]);
  return output.trimEnd().split("\n");
}

Deno.test("bash completes words with the real program", async () => {
  await using place = await openEmptyHome();
  const lines = `
    complete -p ktrdr
    press 'ktrdr ops --status=c' ktrdr ops --status = c
    press 'ktrdr follow @last:tr' ktrdr follow @ last : tr
  `;
  const program = `"$DENO" run -A --no-check '${projectRoot}cli.ts' "$@"`;
  assertEquals(await runBash(lines, { folder: place.home, program }), [
    "complete -F _ktrdr ktrdr",
    "completed|cancelled|",
    "training|",
  ]);
});

Deno.test("bash asks once for the two Tabs that list words, and again where there was no answer", async () => {
  await using place = await openEmptyHome();
  const options = { folder: place.home, program: 'echo >>asked; eval "$ANSWER"' };
  const lines = `
    ANSWER='echo one'
    press 'ktrdr show o' ktrdr show o
    ANSWER='echo two; false'
    press 'ktrdr show o' ktrdr show o
    press 'ktrdr show' ktrdr show
    press 'ktrdr show' ktrdr show
    _ktrdr_until=$((SECONDS - 1))
    press 'ktrdr show o' ktrdr show o
    wc -l <asked
  `;
  assertEquals(await runBash(lines, options), ["one|", "one|", "two|", "two|", "two|", "4"]);
});

Deno.test("bash completes files where they are wanted, and stays quiet when the program fails", async () => {
  await using place = await openEmptyHome();
  for (const name of ["a one.yaml", "a.yaml", "b.yaml"]) {
    await Deno.writeTextFile(`${place.home}/${name}`, "");
  }
  const options = { folder: place.home, program: "$ANSWER" };
  const lines = `
    ANSWER='printf :files\\nabc\\n'
    press 'ktrdr train a' ktrdr train a
    ANSWER='eval echo failure >&2; false'
    press 'ktrdr train b' ktrdr train b
  `;
  const [names, nothing] = await runBash(lines, options);
  assertEquals(names.split("|").toSorted(), ["", "a one.yaml", "a.yaml", "abc"]);
  assertEquals(nothing, "|");
});

for (const shell of ["bash", "zsh", "fish"] as const) {
  const check = { bash: ["-n"], zsh: ["-n"], fish: ["--no-execute"] }[shell];
  Deno.test({
    name: `the script for ${shell} is read by ${shell} without complaint`,
    ignore: !await isInstalled(shell),
    fn: async () => {
      const path = await Deno.makeTempFile({ suffix: `.${shell}` });
      await Deno.writeTextFile(path, completionScript(shell));
      const { code, stderr } = await new Deno.Command(shell, { args: [...check, path] }).output();
      await Deno.remove(path);
      assertEquals([code, new TextDecoder().decode(stderr)], [0, ""]);
    },
  });
}

async function isInstalled(program: string): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args: ["--version"], stdin: "null" }).output()).success;
  } catch {
    return false;
  }
}
