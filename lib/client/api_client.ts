import { RequestClient } from "./request_client.ts";
import { AgentResource } from "./resources/agent.ts";
import { BacktestsResource } from "./resources/backtests.ts";
import { CheckpointsResource } from "./resources/checkpoints.ts";
import { DataResource } from "./resources/data.ts";
import { FuzzyResource } from "./resources/fuzzy.ts";
import { HealthResource } from "./resources/health.ts";
import { IbResource } from "./resources/ib.ts";
import { IndicatorsResource } from "./resources/indicators.ts";
import { ModelsResource } from "./resources/models.ts";
import { OperationsResource } from "./resources/operations.ts";
import { StrategiesResource } from "./resources/strategies.ts";
import { WorkersResource } from "./resources/workers.ts";

/**
 * A KTRDR API as methods: requests with retries, and its resources. It knows nothing about following an operation.
 *
 * Resources load the schema of an answer when they ask for it, save those that every command needs: to make a schema takes
 * about as long as a request to this machine.
 *
 * Every request throws `ApiError`, `ConnectionError`, `TimeoutError` or `ContractError`, or rejects with the reason of
 * its signal.
 */
export class ApiClient extends RequestClient {
  readonly health: HealthResource = new HealthResource(this);
  readonly operations: OperationsResource = new OperationsResource(this);
  readonly backtests: BacktestsResource = new BacktestsResource(this, this.health);
  readonly models: ModelsResource = new ModelsResource(this);
  readonly data: DataResource = new DataResource(this);
  readonly strategies: StrategiesResource = new StrategiesResource(this);
  readonly checkpoints: CheckpointsResource = new CheckpointsResource(this);
  readonly workers: WorkersResource = new WorkersResource(this);
  readonly ib: IbResource = new IbResource(this);
  readonly indicators: IndicatorsResource = new IndicatorsResource(this);
  readonly fuzzy: FuzzyResource = new FuzzyResource(this);
  readonly agent: AgentResource = new AgentResource(this);

  /** Whether a KTRDR API answers: one `GET /health` of at most 5 s. Never throws. */
  async healthCheck(options: { timeout?: number; signal?: AbortSignal } = {}): Promise<boolean> {
    try {
      await this.health.get({ timeout: 5_000, retries: 0, ...options });
      return true;
    } catch {
      return false;
    }
  }
}
