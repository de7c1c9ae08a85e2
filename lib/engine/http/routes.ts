/**
 * Every endpoint of the engine.
 * @module
 */
import type { Engine } from "../services/engine.ts";
import { backtestRoutes } from "./backtest_routes.ts";
import { checkpointRoutes } from "./checkpoint_routes.ts";
import { dataRoutes } from "./data_routes.ts";
import { fuzzyRoutes } from "./fuzzy_routes.ts";
import { indicatorRoutes } from "./indicator_routes.ts";
import { modelRoutes } from "./model_routes.ts";
import { operationRoutes } from "./operation_routes.ts";
import type { Route } from "./route.ts";
import { serverOnlyRoutes } from "./server_only_routes.ts";
import { strategyRoutes } from "./strategy_routes.ts";
import { systemRoutes } from "./system_routes.ts";
import { trainingRoutes } from "./training_routes.ts";

/** The routes, below the prefix `/api/v1`. The first that fits a path is taken. */
export function createRoutes(engine: Engine): readonly Route[] {
  return [
    ...systemRoutes(engine),
    ...operationRoutes(engine),
    ...trainingRoutes(engine),
    ...backtestRoutes(engine),
    ...modelRoutes(engine),
    ...dataRoutes(engine),
    ...strategyRoutes(engine),
    ...checkpointRoutes(engine),
    ...indicatorRoutes(engine),
    ...fuzzyRoutes(engine),
    ...serverOnlyRoutes(),
  ];
}
