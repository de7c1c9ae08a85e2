import { assert, assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { JobRunner } from "../../../lib/engine/jobs/job_runner.ts";
import { sweepOrphans } from "../../../lib/engine/jobs/sweep_orphans.ts";
import { openStore } from "../../../lib/engine/store/open_store.ts";
import type { Store } from "../../../lib/engine/store/store.ts";
import { isTerminal, newRunner, record } from "./running_jobs.ts";
import { temporaryFolder } from "../store/temporary_store.ts";

const script = fromFileUrl(new URL("./fixtures/own_operations.ts", import.meta.url));

/** Another process that has finished one operation and runs another, and the lines it says. */
class OtherProcess implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #lines: ReadableStreamDefaultReader<string>;
  #text = "";

  /** `prefix` is a command that starts it. */
  constructor(home: string, prefix: readonly string[] = []) {
    const [command, ...args] = [...prefix, Deno.execPath(), "run", "-A", script, home];
    this.#child = new Deno.Command(command, { args, stdout: "piped", stderr: "null" }).spawn();
    this.#lines = this.#child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** Waits for a line. */
  async says(line: string): Promise<void> {
    while (!this.#text.includes(`${line}\n`)) {
      const { done, value } = await this.#lines.read();
      assert(!done, `The other process ended before it said ${line}`);
      this.#text += value;
    }
  }

  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#child.status;
  }

  send(signal: Deno.Signal): void {
    this.#child.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#lines.cancel();
    await this.#child.status;
  }
}

/** Starts a command with numbers of processes of its own, as in a container; all of it ends with the command. */
const ownNumbers = ["unshare", "-rpf", "--mount-proc", "--kill-child"];

async function canHaveOwnNumbers(): Promise<boolean> {
  const [command, ...args] = [...ownNumbers, "true"];
  try {
    return (await new Deno.Command(command, { args, stderr: "null" }).output()).success;
  } catch {
    return false;
  }
}

/** A store whose clock is an hour ahead, for which every beat was long ago. */
function openLater(home: string): Store {
  return openStore({ home, now: () => Date.now() + 3_600_000 });
}

/** Kills the process while somebody waits for its operation, who learns how that ended. */
async function killAndNotice(other: OtherProcess, store: Store): Promise<void> {
  await using runner = newRunner(store);
  const noticed = record(runner, store, "unfinished", isTerminal);
  await other.kill();
  assertEquals((await noticed).status, "failed");
}

Deno.test("a process that is stopped, as by a sleep of the machine, is not taken for dead, and goes on", async () => {
  using folder = temporaryFolder();
  await using other = new OtherProcess(folder.path);
  await other.says("ready");
  other.send("SIGSTOP");
  using store = openLater(folder.path);
  assertEquals(sweepOrphans(store), []);
  assertEquals(store.operations.find("unfinished")?.status, "running");
  other.send("SIGCONT");
  await using runner = new JobRunner({ store, cores: 1, createWorker: () => assert(false) as never });
  runner.cancel("unfinished", null);
  await other.says("stopped");
  assertEquals(store.checkpoints.find("unfinished")?.summary, { epoch: 2 });
});

Deno.test({
  // Where the system does not let one do so, as in some containers, this cannot be seen.
  ignore: !(await canHaveOwnNumbers()),
  name: "a process in another container of the machine is not taken for dead, and its death is noticed",
  fn: async () => {
    using folder = temporaryFolder();
    await using other = new OtherProcess(folder.path, ownNumbers);
    await other.says("ready");
    using store = openLater(folder.path);
    assertEquals(sweepOrphans(store), []);
    await killAndNotice(other, store);
  },
});

Deno.test("kill -9 is noticed by who waits for the operation", async () => {
  using folder = temporaryFolder();
  await using other = new OtherProcess(folder.path);
  await other.says("ready");
  using store = openStore({ home: folder.path });
  await killAndNotice(other, store);
});

Deno.test("kill -9 loses nothing that was finished, and fails what was not, with its checkpoint", async () => {
  using folder = temporaryFolder();
  await using other = new OtherProcess(folder.path);
  await other.says("ready");
  using store = openStore({ home: folder.path });
  assertEquals(sweepOrphans(store), []);
  await other.kill();
  assertEquals(sweepOrphans(store).map((record) => record.operation_id), ["unfinished"]);
  const failed = store.operations.find("unfinished");
  assertEquals(failed?.status, "failed");
  assertEquals(
    failed?.error_message,
    "Engine stopped while the operation ran (it can be resumed from its checkpoint)",
  );
  assert(failed?.completed_at !== null);
  assertEquals(store.checkpoints.find("unfinished")?.data, { epoch: 4 });
  assertEquals(store.operations.find("finished")?.result_summary, { answer: 42 });
  assertEquals(store.models.list().map((model) => model.id), ["trend/1h_v1"]);
  assertEquals(store.models.weights(store.models.list()[0]), [new Float32Array([42])]);
  assertEquals([...Deno.readDirSync(join(folder.path, "tmp"))], []);
  assertEquals(sweepOrphans(store), []);
});

Deno.test("cancel() reaches a job of another process", async () => {
  using folder = temporaryFolder();
  await using other = new OtherProcess(folder.path);
  await other.says("ready");
  using store = openStore({ home: folder.path });
  await using runner = new JobRunner({ store, cores: 1, createWorker: () => assert(false) as never });
  assertEquals(runner.cancel("unfinished", "from afar"), { changed: true, told: false });
  const cancelled = store.operations.find("unfinished");
  assertEquals([cancelled?.status, cancelled?.error_message], ["cancelled", "from afar"]);
  await runner.waitForChange("unfinished", cancelled?.version ?? 0, { milliseconds: 10_000 });
  await other.says("stopped");
  assertEquals(store.checkpoints.find("unfinished")?.summary, { epoch: 2 });
  assertEquals(store.operations.find("unfinished")?.cancel_request, null);
  assertEquals(store.operations.find("unfinished")?.error_message, "from afar");
});
