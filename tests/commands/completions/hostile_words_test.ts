import { assert, assertEquals } from "@std/assert";
import { completionScript } from "../../../commands/completions/scripts.ts";
import { isProfileName } from "../../../lib/config/profile_name.ts";
import { environment, projectRoot } from "../../support/processes.ts";
import { createFakeHost } from "../../support/fake_host.ts";
import { runKtrdr } from "../../support/run_ktrdr.ts";
import { json, ScriptedServer } from "../../support/scripted_server.ts";

const good = "good_1";
/** What some shell would expand, run, split or take for an option. */
const hostile = [
  ..."{};$`~*?!#^&|<>()[]'\"\\ \t\n".split("").flatMap((character) => [`a${character}b`, `${character}b`]),
  ...["op_1;{touch,/tmp/x}", "$(touch x)", "a$IFS", "-rf", "--force", "=ls", "a\u0000b", "a\u202eb", "ä"],
];
const names = [...hostile, good];

const operations = names.map((operation_id) => ({
  operation_id,
  operation_type: "backtesting",
  status: "running",
}));

function createServer(): ScriptedServer {
  const checkpoints = names.map((operation_id) => ({
    operation_id,
    checkpoint_type: "cancellation",
    created_at: "2024-01-01T00:00:00Z",
    state_summary: {},
  }));
  return new ScriptedServer({
    "GET /operations": [json({ success: true, data: operations, total_count: 1, active_count: 1 })],
    "GET /checkpoints": [json({ success: true, data: checkpoints, total_count: 1 })],
    "GET /models": [
      json({ success: true, models: names.map((name) => ({ model_id: name, model_name: name })) }),
    ],
    "GET /strategies/": [json({ success: true, strategies: names.map((name) => ({ name })) })],
    "GET /symbols": [json({
      success: true,
      data: names.map((symbol) => ({ symbol, available_timeframes: names })),
    })],
    "GET /workers": [
      json(names.map((worker_id) => ({ worker_id, worker_type: "training", status: "idle" }))),
    ],
  });
}

/** A place in a line for each kind of what is listed live. */
const places: Record<string, string[]> = {
  "an operation": ["follow", ""],
  "an active operation": ["cancel", ""],
  "a stopped operation": ["resume", ""],
  "a backtest": ["backtest", "show", ""],
  "a model": ["model", "show", ""],
  "a strategy": ["strategy", "features", ""],
  "a symbol": ["data", "show", ""],
  "a timeframe": ["data", "show", "SPX", "--timeframe", ""],
  "a worker": ["worker", "show", ""],
  "a profile": ["--profile", ""],
};

const profileLines = names.filter(isProfileName).map((name) =>
  `  ${JSON.stringify(name)}: { color: never }\n`
);
const profiles = `profiles:\n${profileLines.join("")}`;

for (const [kind, words] of Object.entries(places)) {
  Deno.test(`completion offers as ${kind} only what no shell changes`, async () => {
    for (const shell of ["bash", "zsh", "fish"]) {
      const env = { HOME: "/home/u", KTRDR_CONFIG: "/c.yaml" };
      const files = { "/c.yaml": kind === "a profile" ? profiles : "" };
      const host = createFakeHost({ env, files, fetch: createServer().fetch });
      const line = ["ktrdr", "--url", "http://server", ...words];
      const asked = shell === "bash" ? [" \t\n\"'><=;|&(:", line.join(" ")] : line.slice(1);
      const { stdout } = await runKtrdr(["complete", "--", shell, ...asked], { host });
      const offered = stdout.split("\n").map((offer) => offer.split("\t")[0]).filter((offer) => offer !== "");
      const odd = offered.filter((offer) => hostile.includes(offer) || !/^[\w@:.,/+=%-]+$/.test(offer));
      assertEquals(odd, [], shell);
      assert(offered.includes(good), `${shell}: ${stdout}`);
    }
  });
}

/** How a real shell is made to complete `ktrdr follow `, and prints what it offers. */
const shells: Record<string, (script: string) => string> = {
  bash: (script) =>
    `${script}\nCOMP_LINE='ktrdr follow ' COMP_POINT=13 COMP_CWORD=2 COMP_WORDS=(ktrdr follow '')
_ktrdr ktrdr '' follow; printf '%s\\n' "\${COMPREPLY[@]}"`,
  zsh: (script) =>
    `compdef() { :; }; _describe() { shift; local list=\${@[-1]}; print -l -- \${(P)list}; }
compadd() { print -l -- "$@"; }\n${script}\nwords=(ktrdr follow ''); CURRENT=3; PREFIX=''; _ktrdr`,
  fish: (script) => `${script}\ncomplete -C 'ktrdr follow '`,
};

for (const [shell, lineFor] of Object.entries(shells)) {
  Deno.test({
    name: `Tab in a real ${shell} puts nothing of a server into the line that runs with Enter`,
    ignore: !await isInstalled(shell),
    fn: async () => {
      const folder = await Deno.makeTempDir();
      await using server = Deno.serve(
        { hostname: "127.0.0.1", port: 0, onListen() {} },
        createServer().fetch,
      );
      const { port } = server.addr;
      const program = `${folder}/ktrdr`;
      await Deno.writeTextFile(
        program,
        `#!/bin/sh\nexec "${Deno.execPath()}" run -A --no-check '${projectRoot}cli.ts' "$@"\n`,
        { mode: 0o755 },
      );
      const { stdout, stderr } = await new Deno.Command(shell, {
        args: ["-c", lineFor(completionScript(shell === "zsh" ? "zsh" : shell === "fish" ? "fish" : "bash"))],
        cwd: folder,
        clearEnv: true,
        env: {
          ...environment(),
          PATH: `${folder}:${Deno.env.get("PATH")}`,
          KTRDR_HOME: folder,
          KTRDR_CONFIG: "/dev/null",
          KTRDR_API_URL: `http://127.0.0.1:${port}/api/v1`,
        },
        stdin: "null",
      }).output();
      const [text, complaints] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
      assert(text.includes(good), `${text}\n${complaints}`);
      for (const word of ["touch", "-rf", "--force", "IFS"]) assert(!text.includes(word), text);
      await Deno.remove(folder, { recursive: true });
    },
  });
}

async function isInstalled(shell: string): Promise<boolean> {
  return await new Deno.Command(shell, { args: ["-c", "exit"] }).output().then(() => true, () => false);
}
