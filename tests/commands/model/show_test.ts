import { assertEquals, assertMatch } from "@std/assert";
import { openTrainedHome } from "../../support/engine_homes.ts";
import { runJson, runKtrdr } from "../../support/run_ktrdr.ts";
import { openTradingHome } from "../../support/trading_home.ts";

Deno.test("model show shows the losses of a model's training as curves", async () => {
  await using place = await openTrainedHome();
  const { stdout } = await runKtrdr(["model", "show", "rsi_spx/1d_v1", "--embedded"], place);
  for (const title of ["Training loss", "Validation loss"]) {
    assertMatch(
      stdout,
      new RegExp(`\n\n${title}\n *[\\d.]+ ┤.*\n(.*\n){4} *[\\d.]+ ┤.*\n +epoch 0 +epoch \\d+\n\n`),
    );
  }
  const { value } = await runJson(["models", "show", "rsi_spx/1d_v1", "--embedded"], place);
  assertEquals([value.model_id, value.epochs.length], ["rsi_spx/1d_v1", value.metrics.epochs_trained]);
  assertEquals([value.epochs[0].epoch, typeof value.epochs[0].val_loss], [0, "number"]);
  assertMatch(value.strategy_text, /^name: rsi_spx\n/);
});

Deno.test("model show of a model from elsewhere does without its epochs", async () => {
  await using place = await openTradingHome();
  const { exitCode, stdout, stderr } = await runKtrdr(["model", "show", "swing/1d_v1", "--embedded"], place);
  assertEquals([exitCode, stderr], [0, ""]);
  assertEquals(
    stdout.replace(place.home, "HOME"),
    `Model:              swing/1d_v1
Strategy:           swing
Strategy text:      sha256 b6279f0a92ce
Bars:               SPX 1d
Trained:            2026-01-01
Operation:          op_training_20260101_000000_cafe0001
Path:               HOME/models/swing/1d_v1
Training accuracy:  50.0 %
Test accuracy:      25.0 %
Network:            5 → 3 (relu, dropout 0)

Metrics
final_train_accuracy:  0.500000
test_accuracy:         0.250000
seed:                  7

Features (5)
  1d_rsi_momentum_oversold
  1d_rsi_momentum_neutral
  1d_rsi_momentum_overbought
  1d_macd_trend_negative
  1d_macd_trend_positive
`,
  );
  const unknown = await runKtrdr(["model", "show", "swing/1d_v9", "--embedded"], place);
  assertEquals([unknown.exitCode, unknown.stderr], [5, "Error: Model not found: swing/1d_v9\n"]);
});
