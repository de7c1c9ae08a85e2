import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { escapeHtml } from "../../../lib/output/html/escape_html.ts";
import { renderHtmlTable } from "../../../lib/output/html/html_table.ts";
import { renderLineChart } from "../../../lib/output/html/line_chart.ts";
import { renderHtmlPage } from "../../../lib/output/html/page.ts";
import { pageStyle, pageStyleHash } from "../../../lib/output/html/page_style.ts";
import { assertBalanced } from "../../support/assert_balanced.ts";

const hostile = `</script></style><img src=x onerror="alert('1')"> & \u001b[31m\u0000\u202ered`;

Deno.test("escapeHtml() leaves nothing that means something in HTML", () => {
  assertEquals(
    escapeHtml(hostile),
    "&lt;/script&gt;&lt;/style&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; red",
  );
  assertEquals(escapeHtml("a\ud800b"), "a\ufffdb");
});

Deno.test("renderHtmlTable() makes rows and columns of escaped text", () => {
  assertEquals(
    renderHtmlTable({
      columns: [{ title: "NAME" }, { title: "<b>", align: "right" }],
      rows: [["a&b", "1"], ["c"]],
    }),
    [
      "<table>",
      '<thead><tr><th scope="col">NAME</th> <th scope="col" class="right">&lt;b&gt;</th></tr></thead>',
      "<tbody>",
      '<tr><td>a&amp;b</td> <td class="right">1</td></tr>',
      '<tr><td>c</td> <td class="right"></td></tr>',
      "</tbody>",
      "</table>",
    ].join("\n"),
  );
});

Deno.test("renderHtmlPage() makes a whole page that loads and runs nothing", () => {
  const chart = renderLineChart({
    label: hostile,
    x: { kind: "time", values: ["2020-01-01", "2020-01-02"] },
    series: [{ name: hostile, values: [1, 2] }],
    markers: [{ index: 0, value: 1, kind: "buy", label: hostile }],
    formatValue: () => hostile,
  });
  const page = renderHtmlPage({
    title: hostile,
    subtitle: hostile,
    sections: [
      { title: hostile, body: chart },
      { title: "Table", body: renderHtmlTable({ columns: [{ title: hostile }], rows: [[hostile]] }) },
    ],
  });
  assertBalanced(page);
  for (const part of ["<script", "<img", "<link", "style=", "http:", "https:", "url(", "\u001b"]) {
    assert(!page.includes(part), part);
  }
  assertStringIncludes(page, "default-src 'none'");
  assertStringIncludes(page, "prefers-color-scheme:dark");
});

Deno.test("renderHtmlPage() names its own style sheet in its policy", async () => {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(pageStyle)));
  assertEquals(pageStyleHash, digest.toBase64());
  const page = renderHtmlPage({ title: "A", sections: [] });
  assertStringIncludes(page, `style-src 'sha256-${digest.toBase64()}'`);
});

Deno.test("renderHtmlTable() keeps cells apart where only the text of the page is taken", () => {
  const html = renderHtmlTable({
    columns: [{ title: "#", align: "right" }, { title: "Side" }, { title: "Held", align: "right" }],
    rows: [["1", "LONG", "7 d 00 h"]],
  });
  const text = html.replace(/<[^>]*>/g, "");
  assertStringIncludes(text, "# Side Held\n");
  assertStringIncludes(text, "1 LONG 7 d 00 h\n");
});
