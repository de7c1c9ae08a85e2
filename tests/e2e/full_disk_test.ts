import { assertEquals, assertMatch } from "@std/assert";
import { assertIntact } from "../support/assert_intact.ts";
import { homeIn, runJson, startByShell } from "../support/processes.ts";
import { openWorkplace, type Workplace } from "./workplace.ts";

/** No file may become larger than this. The weights of the large network are larger, and so is its checkpoint. */
const limited = `trap "" XFSZ; ulimit -f 700; exec "$@"`;
/** The home lies on a disk that has no space left at all. */
const onFullDisk = `cp -r "$KTRDR_HOME" saved; exec unshare -rm bash -c '
  mount -t tmpfs -o size=1m none "$KTRDR_HOME"; cp -r saved/. "$KTRDR_HOME"
  cat /dev/zero 2>/dev/null >"$KTRDR_HOME/filler"; exec "$@"' bash "$@"`;
/** The home lies on a disk of its own, which is gone with the process. What it has besides the database is listed. */
const onSmallDisk = `cp -r "$KTRDR_HOME" saved; exec unshare -rm bash -c '
  mount -t tmpfs -o size=1m none "$KTRDR_HOME"; cp -r saved/. "$KTRDR_HOME"
  "$@"; code=$?
  find "$KTRDR_HOME/models" "$KTRDR_HOME/tmp" -type f >&2; exit $code' bash "$@"`;

/** The home lies on a disk that can only be read. */
const onReadOnlyDisk = `exec unshare -rm bash -c '
  mount --bind "$KTRDR_HOME" "$KTRDR_HOME"; mount -o remount,bind,ro "$KTRDR_HOME"; exec "$@"' bash "$@"`;

async function writeLargeStrategy(place: Workplace, epochs: number): Promise<string> {
  const path = await place.writeStrategy("large", epochs);
  await Deno.writeTextFile(path, (await Deno.readTextFile(path)).replace("[32, 16]", "[512, 512]"));
  return path;
}

function listFiles(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].flatMap(({ name, isFile }) =>
      isFile ? [`${folder}/${name}`] : listFiles(`${folder}/${name}`)
    );
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** Whether a disk can be made for one process, without being the administrator. */
async function canMakeDisk(): Promise<boolean> {
  const args = ["-rm", "mount", "-t", "tmpfs", "none", "/tmp"];
  return (await new Deno.Command("unshare", { args, stderr: "null" }).output()).success;
}

Deno.test("a model that does not fit on the disk fails its training, and leaves nothing half-done", async () => {
  await using place = await openWorkplace();
  const home = homeIn(place.folder);
  const train = ["model", "train", await writeLargeStrategy(place, 1), "--embedded", "--json"];
  await using training = startByShell(limited, train, place);
  const { code, stdout, stderr } = await training.ended();
  assertEquals(code, 1, stderr);
  const reason = /^Training failed: Cannot write to ".*\/models\/large": no space is left on the device$/;
  assertMatch(JSON.parse(stdout).message, reason);
  assertEquals([...listFiles(`${home}/models`), ...listFiles(`${home}/tmp`)], []);

  assertIntact(place.folder);
  const [failed] = await runJson(["operation", "list", "--embedded"], place);
  assertEquals([failed.status, failed.has_checkpoint], ["failed", false]);
  const quick = await place.writeStrategy("quick", 3);
  assertEquals((await runJson(["model", "train", quick, "--embedded"], place)).status, "completed");
});

Deno.test("a checkpoint that does not fit on the disk fails its training, which says why", async () => {
  await using place = await openWorkplace();
  const train = ["model", "train", await writeLargeStrategy(place, 30), "--embedded"];
  await using training = startByShell(await canMakeDisk() ? onSmallDisk : limited, train, place);
  const { code, stdout, stderr } = await training.ended();
  assertEquals([code, stdout], [1, ""], stderr);
  assertMatch(
    stderr,
    /Error: Training failed: Cannot write to ".*\/ktrdr\.db": (no space is left on the device|the system refuses)/,
  );
  assertEquals(stderr.match(/^\/.*/gm), null);
});

for (
  const [name, line, reason] of [
    [
      "a disk without any space",
      onFullDisk,
      /Cannot write to ".*\/ktrdr\.db": no space is left on the device/,
    ],
    ["a disk that can only be read", onReadOnlyDisk, /Cannot write to ".*\/home": it is read-only/],
  ] as const
) {
  Deno.test({
    // Where nobody but the administrator can make a disk there is none to try.
    ignore: !(await canMakeDisk()),
    name: `${name} is named as that, whatever is done`,
    fn: async () => {
      await using place = await openWorkplace();
      const train = ["model", "train", await place.writeStrategy("quick", 3)];
      for (const args of [["operation", "list"], train]) {
        await using program = startByShell(line, [...args, "--embedded"], place);
        const { code, stdout, stderr } = await program.ended();
        assertEquals([code, stdout], [1, ""], stderr);
        assertMatch(stderr, reason);
      }
    },
  });
}
