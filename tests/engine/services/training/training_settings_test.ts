import { assert, assertEquals } from "@std/assert";
import { parseStrategy } from "../../../../lib/engine/services/strategies/read_strategy.ts";
import { listRecordedSamples } from "../../../golden_cases/recorded_samples.ts";

for (const recorded of listRecordedSamples()) {
  Deno.test(`a strategy's text gives the recorded settings of the trainer: ${recorded.name}`, () => {
    const { model, training, decisions } = parseStrategy(recorded.strategy_yaml, recorded.name);
    assert(model.type === "mlp");
    assertEquals(
      {
        epochs: training.epochs,
        learning_rate: training.learningRate,
        batch_size: training.batchSize,
        output_format: decisions.outputFormat,
        type: model.type,
        architecture: {
          hidden_layers: [...model.hiddenLayers],
          dropout: model.dropout,
          activation: model.activation,
        },
        // Without a loss of its own, the recorded trainer takes cross entropy and a weight decay of 1e-4.
        loss: training.loss,
        weight_decay: training.weightDecay,
        ...(training.loss === "huber" ? { huber_delta: training.huberDelta } : {}),
      },
      { loss: "cross_entropy", weight_decay: 1e-4, ...recorded.trainer_config, type: "mlp" },
    );
  });
}
