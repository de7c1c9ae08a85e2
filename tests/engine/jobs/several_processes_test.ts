import { assert, assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { JobRunner } from "../../../lib/engine/jobs/job_runner.ts";
import { sweepOrphans } from "../../../lib/engine/jobs/sweep_orphans.ts";
import { openStore } from "../../../lib/engine/store/open_store.ts";
import { temporaryFolder } from "../store/temporary_store.ts";

const script = fromFileUrl(new URL("./fixtures/own_operations.ts", import.meta.url));

/** Another process that has finished one operation and runs another, and the lines it says. */
class OtherProcess implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #lines: ReadableStreamDefaultReader<string>;
  #text = "";

  constructor(home: string) {
    const args = ["run", "-A", script, home];
    this.#child = new Deno.Command(Deno.execPath(), { args, stdout: "piped", stderr: "null" }).spawn();
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

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#lines.cancel();
    await this.#child.status;
  }
}

Deno.test("kill -9 loses nothing that was finished, and fails what was not, with its checkpoint", async () => {
  using folder = temporaryFolder();
  await using other = new OtherProcess(folder.path);
  await other.says("ready");
  using store = openStore({ home: folder.path });
  assertEquals(sweepOrphans(store), []);
  await other.kill();
  assertEquals(sweepOrphans(store).map((record) => record.id), ["unfinished"]);
  const failed = store.operations.find("unfinished");
  assertEquals(failed?.status, "failed");
  assertEquals(
    failed?.errorMessage,
    "Engine stopped while the operation ran (it can be resumed from its checkpoint)",
  );
  assert(failed?.completedAt !== null);
  assertEquals(store.checkpoints.find("unfinished")?.data, { epoch: 4 });
  assertEquals(store.operations.find("finished")?.result, { answer: 42 });
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
  assertEquals([cancelled?.status, cancelled?.errorMessage], ["cancelled", "from afar"]);
  await runner.waitForChange("unfinished", cancelled?.version ?? 0, { milliseconds: 10_000 });
  await other.says("stopped");
  assertEquals(store.checkpoints.find("unfinished")?.summary, { epoch: 2 });
  assertEquals(store.operations.find("unfinished")?.cancelRequest, null);
  assertEquals(store.operations.find("unfinished")?.errorMessage, "from afar");
});
