import { assert, assertEquals } from "@std/assert";
import { strategyText } from "../engine/http/test_engine.ts";
import { openEmptyHome, openTrainedHome } from "../support/engine_homes.ts";
import { json, ScriptedServer } from "../support/scripted_server.ts";
import { runKtrdr, type RunKtrdrOptions } from "../support/run_ktrdr.ts";

async function readCsv(line: string, options: RunKtrdrOptions): Promise<string[]> {
  const { stdout, stderr } = await runKtrdr([...line.split(" "), "-o", "csv"], options);
  assertEquals(stderr, "", line);
  return stdout.trimEnd().split("\n");
}

Deno.test("a list without rows has the header that it has with rows", async () => {
  await using empty = await openEmptyHome();
  await using filled = await openTrainedHome();
  const files = { "some/rsi_spx.yaml": strategyText(), "none/readme.md": "" };
  const pairs: [withRows: string, withoutRows: string][] = [
    ["ops --embedded", "ops --status failed --embedded"],
    ["model list --embedded", "model list --strategy none --embedded"],
    ["worker list --embedded", "worker list --type backtesting --status temporarily_unavailable --embedded"],
    ["data list --embedded", "data list --embedded"],
    ["list strategies --embedded", "list strategies --embedded"],
    ["strategy list some", "strategy list none"],
    ["strategy validate-all some", "strategy validate-all none"],
  ];
  for (const [withRows, withoutRows] of pairs) {
    const rows = await readCsv(withRows, { ...filled, files });
    assert(rows.length > 1, withRows);
    assertEquals(await readCsv(withoutRows, { ...empty, files }), [rows[0]], withoutRows);
  }
});

Deno.test("a list without rows has a header", async () => {
  await using empty = await openEmptyHome();
  await using filled = await openTrainedHome();
  const headers: [line: string, header: string][] = [
    [
      "checkpoint list --embedded",
      "operation_id,checkpoint_type,created_at,state_summary,artifacts_size_bytes",
    ],
    ["config profiles", "profile,url,embedded,token,chosen"],
    [
      "backtest list --embedded",
      "operation_id,operation_type,status,created_at,progress_percentage,current_step,symbol,duration_seconds," +
      "timeframe,start_date,end_date,strategy_name,model_id," +
      "total_return_pct,sharpe_ratio,max_drawdown_pct,total_trades,win_rate",
    ],
    [
      "strategy migrate none --dry-run",
      "status,input,output,replaced,backup,losses,valid,name,path,version,features_count,errors,warnings,problems," +
      "reason,message",
    ],
  ];
  for (const [line, header] of headers) {
    assertEquals(await readCsv(line, { ...empty, files: { "none/readme.md": "" } }), [header], line);
  }
  assertEquals(await readCsv("operation children @last --embedded", filled), [
    "operation_id,operation_type,status,created_at,progress_percentage,current_step,symbol,duration_seconds",
  ]);
});

Deno.test("what a broker does not know has a header, too", async () => {
  const { fetch } = new ScriptedServer({
    "GET /ib/symbols/discovered": [
      json({ success: true, data: { symbols: [], total_count: 0, instrument_types: {} } }),
    ],
    "GET /ib/ranges": [json({ success: true, data: { symbols: [] } })],
  });
  const header = "symbol,instrument_type,exchange,currency,description,discovered_at,is_active";
  assertEquals(await readCsv("ib discover --url http://server", { fetch }), [header]);
  assertEquals(await readCsv("ib ranges SPX --url http://server", { fetch }), [
    "symbol,timeframe,earliest_date,latest_date,total_days,cached",
  ]);
});
