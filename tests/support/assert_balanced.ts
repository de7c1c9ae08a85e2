/**
 * A look at markup.
 * @module
 */
import { assert, assertEquals } from "@std/assert";

const tag = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z:-]+="[^"<>]*")*)\s*(\/?)>/g;

/** Every tag must be well-formed and closed where it belongs, and no bare "<" or ">" may be in the text. */
export function assertBalanced(markup: string): void {
  const open: string[] = [];
  const body = markup.replace("<!DOCTYPE html>", "").replace(/<style>.*?<\/style>/s, "");
  const text = body.replace(tag, (_, close: string, name: string, _attributes: string, self: string) => {
    if (close !== "") assertEquals(open.pop(), name, `</${name}> closes something else`);
    else if (self === "" && name !== "meta") open.push(name);
    return "";
  });
  assertEquals(open, []);
  assert(!/[<>]/.test(text), `not a tag: ${text.match(/.{0,40}[<>].{0,40}/)?.[0]}`);
}
