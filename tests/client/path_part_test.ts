import { assertEquals, assertThrows } from "@std/assert";
import { pathPart } from "../../lib/client/path_part.ts";
import { UsageError } from "../../lib/errors.ts";

Deno.test("pathPart() makes one part of a path, of any name", () => {
  const url = (name: string) => new URL(`http://h/a/${pathPart(name)}/b`).pathname;
  assertEquals(url("op_1"), "/a/op_1/b");
  assertEquals(url("../x"), "/a/..%2Fx/b");
  assertEquals(url("%2e%2e"), "/a/%252e%252e/b");
  assertEquals(url("quick/1d_v1"), "/a/quick%2F1d_v1/b");
  assertEquals(url("a?b#c"), "/a/a%3Fb%23c/b");
  assertEquals(url("\ud800"), "/a/%EF%BF%BD/b");
  assertEquals(url("..."), "/a/.../b");
});

Deno.test("pathPart() refuses what would lead to another path", () => {
  for (const name of ["", ".", ".."]) {
    assertThrows(() => pathPart(name), UsageError, `"${name}" is not a name that a server could know`);
  }
});
