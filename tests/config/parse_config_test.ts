import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { chooseConfig } from "../../lib/config/config.ts";
import { parseConfig } from "../../lib/config/parse_config.ts";
import { UsageError } from "../../lib/errors.ts";
import { configOf } from "../support/config_text.ts";

const text = `# Mine
url: https://all.example
request_timeout: 60
profile: work
profiles:
  work:
    url: https://work.example
    token: "0012"
  local:
    embedded: true
  empty:
`;

Deno.test("parseConfig() reads settings for all, profiles, and where each value stands", () => {
  const file = parseConfig(text, "/c.yaml");
  assertEquals([...file.defaults], [
    ["url", { text: "https://all.example", origin: "/c.yaml:2" }],
    ["request_timeout", { text: "60", origin: "/c.yaml:3" }],
  ]);
  assertEquals(file.profile, { text: "work", origin: "/c.yaml:4" });
  assertEquals([...file.profiles.keys()], ["work", "local", "empty"]);
  assertEquals(file.profiles.get("work")?.get("token"), { text: "0012", origin: "/c.yaml:8" });
});

Deno.test("parseConfig() takes a file without settings, and a value as it is written", () => {
  for (const empty of ["", "# nothing\n", "---\n", "profiles:\n", "{}"]) {
    const file = parseConfig(empty, "/c.yaml");
    assertEquals([file.defaults.size, file.profiles.size, file.profile], [0, 0, undefined]);
  }
  assertEquals(configOf("token: 0012").entries.get("token")?.text, "0012");
});

Deno.test("parseConfig() names file, line, key and what was expected", () => {
  const cases: [string, string][] = [
    ["colour: never", '/c.yaml:1: "colour" is no setting, expected one of url, embedded, token,'],
    ["\n\ncolor: blue", '/c.yaml:3: color "blue" makes no sense, expected one of auto, always, never'],
    ["url: ftp://x", '/c.yaml:1: url "ftp://x" is not an http or https address'],
    [
      "request_timeout: 0",
      '/c.yaml:1: request_timeout "0" makes no sense, expected a number of seconds above 0',
    ],
    ["wait_for_worker: -1", 'wait_for_worker "-1" makes no sense, expected a number of seconds from 0'],
    ["embedded: yes", 'embedded "yes" makes no sense, expected one of true, false'],
    ["home: ''", 'home "" makes no sense, expected a path'],
    ["url:", "/c.yaml:1: url has no value, expected a text"],
    ["url: [a]", "/c.yaml:1: url has no value, expected a text"],
    ["- url", '/c.yaml:1: the file holds no settings, expected "key: value" lines'],
    ["profiles:\n  work: fast", '/c.yaml:2: profile "work" holds no settings'],
    ["profiles:\n  work:\n    profile: x", '/c.yaml:3: "profile" is no setting, expected one of url'],
    ["profiles:\n  two words:\n    url: x", '/c.yaml:2: "two words" is no name of a profile'],
    ["url: a\nembedded: true", "/c.yaml:2: embedded and url exclude each other, expected one of them"],
    ["token: a\ntoken_file: b", "/c.yaml:2: token_file and token exclude each other"],
    ["url: a\nurl: b", "/c.yaml:2: Map keys must be unique"],
    ["a: b: c", "/c.yaml:1: "],
    ["profiles:\n\twork: 1", "/c.yaml:2: "],
  ];
  for (const [text, message] of cases) {
    const error = assertThrows(() => parseConfig(text, "/c.yaml"), UsageError);
    assertStringIncludes(error.message, message);
  }
});

Deno.test("parseConfig() shows no token", () => {
  const error = assertThrows(() => parseConfig("token: two words", "/c.yaml"), UsageError);
  assertEquals(
    error.message,
    "/c.yaml:1: token makes no sense, expected one line of letters, digits and punctuation",
  );
});

Deno.test("chooseConfig() takes the profile that is wanted, else the file's", () => {
  const work = configOf(text);
  assertEquals(work.profile?.origin, "/c.yaml:4");
  assertEquals(work.entries.get("url")?.text, "https://work.example");
  assertEquals(work.entries.get("url")?.profile, "work");
  assertEquals(work.entries.get("request_timeout")?.profile, undefined);
  assertEquals(configOf(text, "empty").entries.get("url")?.text, "https://all.example");
});

Deno.test("chooseConfig() lets a profile's engine replace the address for all, and its token file the token", () => {
  const { entries } = configOf(text, "local");
  assertEquals([entries.get("url"), entries.get("embedded")?.text], [undefined, "true"]);
  const secret = configOf("token: a\nprofiles:\n  p:\n    token_file: /t", "p").entries;
  assertEquals([secret.get("token"), secret.get("token_file")?.text], [undefined, "/t"]);
  const off = configOf("url: a\nprofiles:\n  p:\n    embedded: false", "p").entries;
  assertEquals(off.get("url")?.text, "a");
});

Deno.test("chooseConfig() names the profiles there are", () => {
  const wanted = { text: "wrok", origin: "KTRDR_PROFILE" };
  const file = parseConfig("profiles:\n  work:\n  home:\n", "/c.yaml");
  assertThrows(
    () => chooseConfig(file, wanted),
    UsageError,
    'KTRDR_PROFILE names profile "wrok", which is not in "/c.yaml": expected one of work, home',
  );
  assertThrows(() => configOf("profile: x"), UsageError, '/c.yaml:1 names profile "x"');
});
