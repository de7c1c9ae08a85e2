import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../../lib/errors.ts";
import { createHostCheck, isLoopback, parseAllowedHost } from "../../lib/serve/host_check.ts";

interface HostTable {
  listensOn: string[];
  port: number;
  allowed?: string[];
  taken: string[];
  refused: string[];
}

const tables: Record<string, HostTable> = {
  "on loopback": {
    listensOn: ["127.0.0.1"],
    port: 8000,
    taken: [
      "127.0.0.1:8000",
      "localhost:8000",
      "LocalHost:8000",
      "localhost.:8000",
      "ktrdr.localhost:8000",
      "127.1.2.3:8000",
      "[::1]:8000",
      "[0:0:0:0:0:0:0:1]:8000",
    ],
    refused: [
      "",
      "evil.example:8000",
      "localhost.evil.example:8000",
      "127.0.0.1.evil.example:8000",
      "evil.example@localhost:8000",
      "localhost:8000@evil.example",
      "localhost:8000/",
      "localhost:8000, evil.example",
      "localhost",
      "localhost:80",
      "localhost:80000",
      "localhost:",
      "192.168.1.5:8000",
      "0.0.0.0:8000",
      "[::2]:8000",
      "::1",
      "localhost:8000\t",
      "a b",
      "ä",
    ],
  },
  "on the standard port": {
    listensOn: ["127.0.0.1"],
    port: 80,
    taken: ["localhost", "localhost:80", "[::1]"],
    refused: ["localhost:8000"],
  },
  "on one address": {
    listensOn: ["server.lan", "192.168.1.5"],
    port: 8000,
    taken: ["server.lan:8000", "Server.LAN:8000", "192.168.1.5:8000", "localhost:8000"],
    refused: ["192.168.1.6:8000", "other.lan:8000"],
  },
  "on an address of version 6": {
    listensOn: ["fd00::5"],
    port: 8000,
    taken: ["[fd00::5]:8000", "[FD00:0::5]:8000"],
    refused: ["[fd00::6]:8000"],
  },
  "on all addresses": {
    listensOn: ["0.0.0.0"],
    port: 8000,
    taken: ["192.168.1.5:8000", "[fd00::5]:8000", "localhost:8000"],
    refused: ["server.lan:8000", "192.168.1.5:9000"],
  },
  "with allowed hosts": {
    listensOn: ["127.0.0.1"],
    port: 8000,
    allowed: ["ktrdr.example.com", "other.example.com:8443", "fd00::7", "Bücher.example", "localhost:9000"],
    taken: [
      "ktrdr.example.com",
      "ktrdr.example.com:123",
      "other.example.com:8443",
      "[fd00::7]:1",
      "xn--bcher-kva.example",
      "localhost:9000",
    ],
    refused: ["other.example.com", "evil.ktrdr.example.com", "example.com", "localhost:9001"],
  },
};

for (const [title, { listensOn, port, allowed = [], taken, refused }] of Object.entries(tables)) {
  Deno.test(`createHostCheck() takes the hosts of a server ${title}`, () => {
    const allowedHosts = allowed.map(parseAllowedHost);
    const isOwnHost = createHostCheck({ listensOn, port, allowedHosts });
    assertEquals([...taken, ...refused].filter(isOwnHost), taken);
  });
}

Deno.test("parseAllowedHost() refuses what is no host", () => {
  for (const text of ["", " ", "https://a.example", "a.example/b", "*.example", "a:b", "user@a", "a b"]) {
    assertThrows(() => parseAllowedHost(text), UsageError, `--allow-host is "${text}"`);
  }
});

Deno.test("isLoopback() knows what no other machine can reach", () => {
  assertEquals(["127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost", "LOCALHOST"].every(isLoopback), true);
  assertEquals(
    ["0.0.0.0", "::", "10.0.0.1", "server.lan", "127.0.0.1.evil.example", ""].some(isLoopback),
    false,
  );
});
