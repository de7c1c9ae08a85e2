import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createStyle } from "../../lib/output/style.ts";
import { renderFields, renderTable } from "../../lib/output/table.ts";
import { displayWidth } from "../../lib/output/text.ts";

const style = createStyle(false);
const id = "op_training_20260101_101010_deadbeef";
const columns = [{ title: "ID" }, { title: "Progress", align: "right" as const }, { title: "Step" }];

Deno.test("renderTable() aligns columns with two spaces between them and no border", () => {
  const rows = [[id, "40%", "Epoch 24/60"], ["op_2", "100%", ""]];
  assertEquals(
    renderTable({ columns, rows, style }),
    [
      "ID                                    Progress  Step",
      "op_training_20260101_101010_deadbeef       40%  Epoch 24/60",
      "op_2                                      100%",
    ].join("\n"),
  );
});

Deno.test("renderTable() shows the header alone where there are no rows, and fills short rows", () => {
  assertEquals(renderTable({ columns, rows: [], style }), "ID  Progress  Step");
  assertEquals(renderTable({ columns, rows: [["a"]], style }), "ID  Progress  Step\na");
});

Deno.test("renderTable() makes the header bold and measures styled cells by what is seen", () => {
  const colored = createStyle(true);
  const rows = [[colored.green("done"), "1", "日本"], ["running", "10", "x"]];
  const text = renderTable({
    columns: [{ title: "Status" }, { title: "N", align: "right" }, { title: "Text" }],
    rows,
    style: colored,
  });
  assertEquals(
    text,
    [
      "\x1b[1mStatus\x1b[22m    \x1b[1mN\x1b[22m  \x1b[1mText\x1b[22m",
      "\x1b[32mdone\x1b[39m      1  日本",
      "running  10  x",
    ].join("\n"),
  );
});

Deno.test("renderTable() cuts prose to the width of the terminal and never an id", () => {
  const step = "Backtesting SPX 1d, which takes a while and has much to tell";
  const text = renderTable({ columns, rows: [[id, "40%", step]], style, maxWidth: 75 });
  for (const line of text.split("\n")) assert(displayWidth(line) <= 75, line);
  assertStringIncludes(text, id);
  assertStringIncludes(text, "Backtesting SPX 1d, which …");
  assertStringIncludes(renderTable({ columns, rows: [[id, "40%", "x"]], style, maxWidth: 20 }), id);
});

Deno.test("renderTable() keeps every cell on its line and removes control characters", () => {
  const rows = [["a\nb\x1b[2J", "1", "\x1b[31mred\x1b[39m"]];
  assertEquals(renderTable({ columns, rows, style }).split("\n")[1], "a b         1  red");
});

Deno.test("renderFields() aligns the values", () => {
  const text = renderFields([["Status", "running"], ["Operation", "op_1"], ["Error", "one\ntwo"], [
    "Note",
    "",
  ]], style);
  assertEquals(
    text,
    [
      "Status:     running",
      "Operation:  op_1",
      "Error:      one",
      "            two",
      "Note:",
    ].join("\n"),
  );
  assertEquals(renderFields([], style), "");
});

Deno.test("renderFields() makes the keys bold", () => {
  assertEquals(
    renderFields([["Id", "1"], ["Type", "2"]], createStyle(true)),
    "\x1b[1mId:\x1b[22m    1\n\x1b[1mType:\x1b[22m  2",
  );
});
