import type { OperationType } from "../contract/words/operation_words.ts";

/** What is to be known of a type of operation, besides how one is started, which its adapter knows. */
interface OperationKind {
  /** What one is called in messages: "Backtest". */
  title: string;
  /** Plural of what its steps count: "epochs". Default: what the server says. */
  unit?: string;
  /** What users call the type besides its name. */
  words?: readonly string[];
  /** The types of worker that do its work. Default: those of its name. */
  workers?: readonly string[];
  /** What a resume goes on from: the checkpoint that its worker keeps. Default: it has none, and cannot be resumed. */
  resumesFrom?: "epoch" | "bar";
  /** Whether it has operations of its own going. */
  hasChildren?: true;
  /** Whether its work is done through Interactive Brokers, whose complaints want an explanation. */
  needsBroker?: true;
  /** Whether its warnings stand among its results. */
  tellsWarnings?: true;
}

/** Every type of operation: the one table of what sets it apart. */
const operationKinds: Readonly<Record<OperationType, OperationKind>> = {
  data_load: { title: "Data load", words: ["data"], needsBroker: true, tellsWarnings: true },
  training: {
    title: "Training",
    unit: "epochs",
    workers: ["training", "cpu_training", "gpu_host"],
    resumesFrom: "epoch",
  },
  backtesting: { title: "Backtest", unit: "bars", words: ["backtest"], resumesFrom: "bar" },
  indicator_compute: { title: "Operation" },
  fuzzy_analysis: { title: "Operation" },
  dummy: { title: "Operation" },
  agent_research: { title: "Research", hasChildren: true },
  agent_design: { title: "Operation" },
  agent_assessment: { title: "Operation" },
};

/** What is known of a type, which a server may have made up. */
export function kindOf(type: string): OperationKind {
  return isKnown(type) ? operationKinds[type] : { title: "Operation" };
}

function isKnown(type: string): type is OperationType {
  return Object.hasOwn(operationKinds, type);
}

/** The type that users mean by a word: its name, or another word for it. */
export function typeOfWord(word: string): OperationType | undefined {
  return Object.keys(operationKinds).filter(isKnown)
    .find((type) => type === word || operationKinds[type].words?.includes(word));
}

/** Whether a worker of a type does the work of operations of a type. */
export function canDo(workerType: string, operationType: string): boolean {
  return (kindOf(operationType).workers ?? [operationType]).includes(workerType);
}
