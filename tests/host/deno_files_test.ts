import { assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { createDenoFiles } from "../../lib/host/deno_files.ts";
import { InputError } from "../../lib/host/host.ts";

const files = createDenoFiles();

Deno.test("replaceText() makes missing folders, replaces a text and leaves nothing else behind", async () => {
  await using folder = await openFolder();
  const path = join(folder.path, "a", "b.yaml");
  await files.replaceText(path, "one");
  await files.replaceText(path, "two");
  assertEquals(await Deno.readTextFile(path), "two");
  assertEquals(await files.listBelow(folder.path), [join("a", "b.yaml")]);
});

Deno.test({
  name: "replaceText() keeps the permissions of a file, and the link that leads to it",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    await using folder = await openFolder();
    const [target, link] = ["target.yaml", "link.yaml"].map((name) => join(folder.path, name));
    await Deno.writeTextFile(target, "one", { mode: 0o640 });
    await Deno.symlink(target, link);
    await files.replaceText(link, "two");
    assertEquals(await Deno.readTextFile(target), "two");
    assertEquals((await Deno.lstat(link)).isSymlink, true);
    assertEquals(((await Deno.stat(target)).mode ?? 0) & 0o777, 0o640);
  },
});

Deno.test({
  name: "replaceText() keeps others from reading a private file",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    await using folder = await openFolder();
    const path = join(folder.path, "a", "config.yaml");
    for (const text of ["one", "two"]) {
      await files.replaceText(path, text, { isPrivate: true });
      assertEquals(await files.stat(path), { kind: "file", size: 3, mode: 0o600 });
      await Deno.chmod(path, 0o644);
    }
  },
});

Deno.test("stat() tells a folder from a file, and of nothing nothing", async () => {
  await using folder = await openFolder();
  assertEquals((await files.stat(folder.path))?.kind, "folder");
  assertEquals(await files.stat(join(folder.path, "none")), null);
});

Deno.test("replaceText() leaves everything as it was when it fails", async () => {
  await using folder = await openFolder();
  const path = join(folder.path, "a");
  await Deno.mkdir(path);
  await assertRejects(() => files.replaceText(path, "text"));
  await assertRejects(() => files.replaceText(join(folder.path, "a\0b"), "text"));
  assertEquals([...Deno.readDirSync(folder.path)].map(({ name }) => name), ["a"]);
});

Deno.test("listBelow() finds the files in a folder and below, and links to files", async () => {
  await using folder = await openFolder();
  for (const name of ["b.yaml", join("a", "z.yaml"), join("a", "b", "c.yaml")]) {
    await files.replaceText(join(folder.path, name), "");
  }
  assertEquals(await files.listBelow(folder.path), [join("a", "b", "c.yaml"), join("a", "z.yaml"), "b.yaml"]);
  assertEquals(await files.listBelow(join(folder.path, "b.yaml")), null);
  assertEquals(await files.listBelow(join(folder.path, "none")), null);
  if (Deno.build.os === "windows") return;
  await Deno.symlink(join(folder.path, "b.yaml"), join(folder.path, "c.yaml"));
  await Deno.symlink(folder.path, join(folder.path, "loop"));
  await Deno.symlink("nowhere", join(folder.path, "dead.yaml"));
  assertEquals((await files.listBelow(folder.path))?.filter((name) => !name.startsWith("a")), [
    "b.yaml",
    "c.yaml",
  ]);
});

Deno.test("readBytes() gives the bytes of a file, and readText() has U+FFFD for what is no UTF-8", async () => {
  await using folder = await openFolder();
  const path = join(folder.path, "a.csv");
  const long = new TextEncoder().encode("\uFEFFü界😀\uFFFD".repeat(40_000));
  const broken = [
    long.with(270_000, 0xff),
    long.with(262_143, 0x80),
    long.subarray(0, -1),
    Uint8Array.of(0xd6),
  ];
  for (
    const bytes of [new Uint8Array(), long, long.subarray(1), ...broken, new Uint8Array(300_000).fill(0x80)]
  ) {
    await Deno.writeFile(path, bytes);
    const read = await files.readBytes(path, { limit: 2 ** 20 });
    assertEquals(read, Uint8Array.from(bytes));
    assertEquals(
      new TextDecoder("utf-8", { ignoreBOM: true }).decode(read),
      await files.readText(path, { limit: 2 ** 20 }),
    );
  }
  await Deno.writeFile(path, long);
  assertEquals(await files.readBytes(path, { limit: 2 ** 20 }), long);
  for (const odd of [folder.path, join(folder.path, "none")]) {
    const [{ code }, expected] = [
      await assertRejects(() => files.readBytes(odd, { limit: 1 }), Error),
      await assertRejects(() => files.readText(odd, { limit: 1 }), Error),
    ].map((error) => Object.assign(error, { code: "code" in error ? error.code : "" }));
    assertEquals(code, expected.code);
  }
});

async function openFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await Deno.makeTempDir();
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

Deno.test("replaceText() writes to a pipe or a device instead of taking its place", async () => {
  if (Deno.build.os === "windows") return;
  await using folder = await openFolder();
  const path = join(folder.path, "pipe");
  assertEquals((await new Deno.Command("mkfifo", { args: [path] }).output()).code, 0);
  const reading = new Deno.Command("cat", { args: [path] }).output();
  await files.replaceText(path, "text");
  assertEquals(new TextDecoder().decode((await reading).stdout), "text");
  assertEquals((await files.stat(path))?.kind, "other");
});

Deno.test("a file of the limit is read, a longer one is refused before it is read, and so is one that grows", async () => {
  await using folder = await openFolder();
  const path = join(folder.path, "a");
  await Deno.writeTextFile(path, "x".repeat(1024));
  assertEquals((await files.readText(path, { limit: 1024 })).length, 1024);
  await Deno.truncate(path, 2 ** 40); // a hole, which no memory could hold
  for (const limit of [1024, 3 * 2 ** 20]) {
    const reason = limit === 1024 ? "at most 1 KiB" : "at most 3 MiB";
    await assertRejects(() => files.readText(path, { limit }), InputError, reason);
  }
});

Deno.test({
  name: "what is no file is refused at once: a pipe without a writer, a device, a socket, a folder",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    await using folder = await openFolder();
    const [pipe, socket, link] = ["pipe", "socket", "link"].map((name) => join(folder.path, name));
    assertEquals((await new Deno.Command("mkfifo", { args: [pipe] }).output()).code, 0);
    using _listener = Deno.listen({ transport: "unix", path: socket });
    await Deno.symlink("/dev/zero", link);
    const cases = [[pipe, "a pipe"], ["/dev/zero", "a device"], [link, "a device"], [socket, "a socket"], [
      folder.path,
      "a folder",
    ]];
    for (const [path, kind] of cases) {
      await assertRejects(() => files.readText(path, { limit: 1024 }), InputError, `it is ${kind}`);
    }
    assertEquals(await files.readText("/dev/null", { limit: 1024 }), "");
    // The system's own files say that they have no size.
    await assertRejects(() => files.readText("/proc/self/maps", { limit: 10 }), InputError, "at most");
    assertEquals((await files.readText("/proc/self/comm", { limit: 1024 })).endsWith("\n"), true);
  },
});
