import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join, toFileUrl } from "@std/path";
import { strategyText } from "../../engine/http/test_engine.ts";
import { createFakeHost } from "../../support/fake_host.ts";
import { lookAtPage } from "../../support/headless_browser.ts";
import { recorded, recordedId, recordedRead } from "../../support/recorded_answers.ts";
import { createEngineHost, runJson, runKtrdr } from "../../support/run_ktrdr.ts";
import { ScriptedServer } from "../../support/scripted_server.ts";
import { openTradingHome } from "../../support/trading_home.ts";

/** What is looked at in the browser. */
const look = `({
  title: document.title,
  overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  sections: [...document.querySelectorAll("section > h2")].map((title) => title.textContent),
  isStyled: getComputedStyle(document.querySelector("section")).borderTopLeftRadius,
  charts: [...document.querySelectorAll("svg")].map((chart) => {
    const { width, height } = chart.getBoundingClientRect();
    const empty = [...chart.querySelectorAll("path, text")].filter((part) => {
      const box = part.getBBox();
      return !(box.width + box.height > 0);
    });
    return { width, height, parts: chart.querySelectorAll("path").length, empty: empty.length };
  }),
  marks: [...document.querySelectorAll("svg .buy, svg .sell")].length,
  tables: [...document.querySelectorAll("table")].map((table) => table.tBodies[0].rows.length),
  strategy: document.querySelector("pre").textContent,
  bad: document.documentElement.outerHTML.match(/.{0,40}(NaN|undefined|Infinity|null)/)?.[0] ?? null,
})`;

Deno.test("backtest report writes a page that a browser shows whole, without a request or a complaint", async () => {
  await using place = await openTradingHome();
  const host = createEngineHost(place.home);
  const report = await runKtrdr(["backtest", "report", "@last", "-o", "report.html", "--embedded"], {
    ...place,
    host,
  });
  assertEquals([report.exitCode, report.stderr], [0, ""]);
  const html = host.fileTexts.get("report.html") ?? "";
  assertEquals(report.stdout.replace(/\(.* kB\)/, "()"), "✓ Wrote report.html ()\n");
  const path = join(place.home, "report.html");
  await Deno.writeTextFile(path, html);
  const url = toFileUrl(path).href;
  const page = await lookAtPage(url, { width: 400, height: 800, expression: look });
  assertEquals([page.complaints, page.requests], [[], [url]]);
  const { title, overflow, sections, isStyled, charts, marks, tables, strategy, bad } = page.value;
  assertEquals([title, overflow, isStyled, bad], ["Backtest of swing", 0, "8px", null]);
  assertEquals(sections, [
    "Result",
    "Further figures",
    "Costs",
    "Equity",
    "Drawdown",
    "Price and trades",
    "Monthly returns in percent",
    `Trades (${place.tradeCount})`,
    "Strategy",
  ]);
  assertEquals([marks, tables.at(-1), tables.at(-2)], [2 * place.tradeCount, place.tradeCount, 2]);
  assertEquals(charts.length, 3);
  for (const chart of charts) {
    assert(chart.width >= 360 && chart.height > 100 && chart.parts > 1, JSON.stringify(chart));
    assertEquals(chart.empty, 0);
  }
  assertEquals(strategy, strategyText({ name: "swing" }).trimEnd());
});

Deno.test("backtest report of a server that keeps only the figures says what is missing", async () => {
  const server = new ScriptedServer({
    "GET /health": [recordedRead("GET /health")],
    [`GET /operations/${recordedId}`]: [recorded("backtest: completed")],
  });
  const host = createFakeHost({ fetch: server.fetch });
  const { exitCode, value } = await runJson(
    ["backtest", "report", recordedId, "--url", "http://server"],
    { host },
  );
  const path = `${recordedId}.html`;
  const html = host.fileTexts.get(path) ?? "";
  assertEquals([exitCode, value], [0, { operation_id: recordedId, path, size_bytes: html.length }]);
  assertStringIncludes(html, "<h2>What is missing</h2>");
  assertStringIncludes(html, "<td>Total return</td>");
  assertEquals(html.includes("<svg"), false);
});

Deno.test("backtest report says why a file cannot be written: exit code 2", async () => {
  await using place = await openTradingHome();
  const host = createEngineHost(place.home);
  const refusal = Object.assign(new Error("no"), { code: "EACCES" });
  const files = { ...host.files, replaceText: () => Promise.reject(refusal) };
  const args = ["backtest", "report", "@last", "-o", "/etc/report.html", "--embedded"];
  const { exitCode, stderr } = await runKtrdr(args, { ...place, host: { ...host, files } });
  assertEquals(exitCode, 2);
  assertStringIncludes(stderr, "Error: Cannot write '/etc/report.html': permission denied\n");
});
