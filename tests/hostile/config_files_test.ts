import { assert, assertEquals, assertLess } from "@std/assert";
import { parse } from "yaml";
import { createFakeHost } from "../support/fake_host.ts";
import { recordedRead } from "../support/recorded_answers.ts";
import { runKtrdr } from "../support/run_ktrdr.ts";
import { mutateText } from "./mutate.ts";
import { escapeSequences, type RandomSource } from "./random_source.ts";
import { repeat } from "./repeat.ts";

const path = "/home/me/config.yaml";

const config = `# mine
url: http://ktrdr.example:8000 # the office
request_timeout: 20
profile: paper
profiles:
  paper:
    url: http://paper.example
    token: secret
    progress: plain
  live: { url: "https://live.example", color: never }
`;

function hostileConfig(source: RandomSource): string {
  return source.chance(0.8) ? mutateText(source, config) : source.text();
}

const [health, symbols] = [recordedRead("GET /health"), recordedRead("GET /symbols")];

function openHost(source: RandomSource) {
  return createFakeHost({
    env: { KTRDR_CONFIG: path },
    files: { [path]: hostileConfig(source) },
    fetch: (request) => (request.url.includes("/health") ? health : symbols)(request),
  });
}

Deno.test("no configuration file breaks the program, and no token in it is shown", async () => {
  await repeat({ runs: 200, seed: 1 }, async (source) => {
    const host = openHost(source);
    const command = source.pick([["data", "list"], ["config", "list"], ["config", "get", "url"], ["doctor"]]);
    const profile = source.chance(0.3) ? [`--profile=${source.pick(["live", "none", source.text()])}`] : [];
    const { exitCode, stdout, stderr } = await runKtrdr([...command, ...profile], { host });
    const said = `${exitCode}\n${stdout}\n${stderr}`;
    assert([0, 1, 2, 5, 6].includes(exitCode), said);
    assert(!/Internal error|^\s+at .+:\d+/m.test(said), said);
    assertEquals(escapeSequences.filter((sequence) => said.includes(sequence)), [], said);
    assertLess(said.length, 100_000);
    if (host.fileTexts.get(path)?.match(/secret/g)?.length === 1) assert(!said.includes("secret"), said);
    for (const { url } of host.requests) assert(/^https?:\/\/[^/@]+\//.test(url), url);
  });
});

Deno.test("'config set' leaves a file that can be read, or the file as it was", async () => {
  await repeat({ runs: 200, seed: 1 }, async (source) => {
    const host = openHost(source);
    const before = host.fileTexts.get(path) ?? "";
    const args = source.pick([["set", "url", "http://new.example"], ["unset", "url"], [
      "set",
      "color",
      "always",
    ]]);
    const { exitCode, stderr } = await runKtrdr(["config", ...args], { host });
    const after = host.fileTexts.get(path) ?? "";
    assert(exitCode === 0 || exitCode === 2, stderr);
    if (exitCode === 2) return assertEquals(after, before);
    const value: unknown = parse(after);
    const key = args[1];
    const holds = typeof value === "object" && value !== null ? Object.entries(value) : [];
    const found = holds.find(([name]) => name === key)?.[1];
    assertEquals(found, args[0] === "set" ? args[2] : undefined, `${before}\n=>\n${after}`);
  });
});
