import { assertEquals } from "@std/assert";
import { createFakeHost, type FakeHost } from "../support/fake_host.ts";
import { runKtrdr } from "../support/run_ktrdr.ts";

Deno.test("Ctrl+C at a question is no answer: nothing is sent, exit code 130", async () => {
  for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
    const plain = createFakeHost({ isTerminal: true, env: { NO_COLOR: "1" } });
    const host: FakeHost = {
      ...plain,
      stdin: {
        ...plain.stdin,
        readLine: () => {
          plain.raise(signal);
          return new Promise(() => {});
        },
      },
    };
    const { exitCode, stdout, stderr } = await runKtrdr(["ib", "cleanup", "--url", "http://server"], {
      host,
    });
    assertEquals([exitCode, stdout, host.requests.length], [code, "", 0]);
    assertEquals(stderr.split("[y/N] ")[1].startsWith("\n"), true);
  }
});

Deno.test("a fake host reads stdin line by line, and then the rest", async () => {
  const { stdin } = createFakeHost({ stdin: "a\nb\nc\nd" });
  assertEquals([await stdin.readLine(), await stdin.readLine()], ["a", "b"]);
  assertEquals(await stdin.readText({ limit: 3 }), "c\nd");
  assertEquals(await stdin.readLine(), null);
});
