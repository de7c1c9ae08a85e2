/**
 * KTRDR in a program of your own: starts a training, follows it, and cancels it on Ctrl+C. The server must know the
 * strategy and have the bars; any does, or the engine inside `ktrdr`:
 *
 * ```sh
 * ktrdr data sample && ktrdr serve &
 * deno run --allow-net=localhost:8000 examples/follow_training.ts
 * ```
 * @module
 */
// deno-lint-ignore-file no-console
import { KtrdrClient, TrainingAdapter } from "../mod.ts";

const [baseUrl = "http://localhost:8000/api/v1"] = Deno.args;
const controller = new AbortController();
Deno.addSignalListener("SIGINT", () => controller.abort());

await using client = new KtrdrClient({ baseUrl });
const training = new TrainingAdapter({
  strategy_name: "rsi_spx",
  start_date: "2000-01-03",
  end_date: "2014-12-31",
});
const { status, operation } = await client.executeOperation(training, {
  signal: controller.signal,
  onProgress: (percentage, message) => console.log(`${percentage.toFixed(0)} % ${message}`),
});
console.log(`The training ${status === "cancelled" ? "was cancelled" : status}`, operation.result_summary);
