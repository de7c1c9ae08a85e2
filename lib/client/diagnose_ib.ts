/**
 * What is wrong between a KTRDR server and Interactive Brokers, judged by the error that the server reports.
 * @module
 */
import { isRecord } from "./is_record.ts";

const ibProblemTypes = ["unrecoverable", "recoverable", "configuration", "unknown"] as const;

/** What kind of problem: `recoverable` passes by itself; `unrecoverable` and `configuration` want a hand at the gateway. */
type IbProblemType = typeof ibProblemTypes[number];

/** What is wrong, for programs too. */
interface IbDiagnosis {
  problem_type: IbProblemType;
  /** What it is and what to do, as a sentence without a final period. */
  message: string;
  /** The server's own details. */
  details: Readonly<Record<string, unknown>>;
}

/** What a server reports of a failure. */
interface ReportedFailure {
  message: string;
  code?: string | undefined;
  details?: Readonly<Record<string, unknown>> | undefined;
}

/** What a diagnosis adds to an error. */
export interface IbExplanation {
  hint: string;
  details: { ib_diagnosis: IbDiagnosis; advice: readonly string[] };
}

/** What to say of a failure that has to do with Interactive Brokers; undefined where it has not. */
export function explainIb(failure: ReportedFailure): IbExplanation | undefined {
  const diagnosis = diagnoseIb(failure);
  if (diagnosis === undefined) return undefined;
  const steps = advice[diagnosis.problem_type];
  const isSaid = diagnosis.message === failure.message;
  return {
    hint: isSaid ? steps[0] : diagnosis.message,
    details: { ib_diagnosis: diagnosis, advice: steps },
  };
}

/**
 * The problem that a failure points to; undefined where nothing in it speaks of Interactive Brokers. Only for what is
 * known to concern them: any message about a connection that timed out looks like theirs.
 */
export function diagnoseIb(failure: ReportedFailure): IbDiagnosis | undefined {
  const { code = "", message, details = {} } = failure;
  if (code.includes("IB-GATEWAY-ISSUE")) {
    const diagnosis = isRecord(details.diagnosis) ? details.diagnosis : {};
    return { problem_type: readProblemType(details.problem_type), message, details: diagnosis };
  }
  const found = signs.find(({ inCode, inMessage }) => inCode.test(code) || inMessage.test(message));
  return found && { problem_type: found.problem, message: found.text, details };
}

function readProblemType(value: unknown): IbProblemType {
  return ibProblemTypes.find((type) => type === value) ?? "unknown";
}

/** What tells a problem; the first that fits counts. */
interface Sign {
  inCode: RegExp;
  inMessage: RegExp;
  problem: IbProblemType;
  text: string;
}

const signs: readonly Sign[] = [
  {
    inCode: /CIRCUIT/,
    inMessage: /circuit/i,
    problem: "unrecoverable",
    text: "The server has switched off its work with IB for a while after repeated failures: check that IB " +
      "Gateway or TWS runs, is connected and has its API enabled, restart it, then wait and try again",
  },
  {
    inCode: /TIMEOUT/,
    inMessage: /time(d )?out/i,
    problem: "unrecoverable",
    text: "IB Gateway or TWS accepts connections but does not answer: check that its API is enabled on the " +
      "right port, that host.docker.internal resolves where the server runs in Docker, and the firewall, " +
      "then restart it",
  },
  {
    // A code never tells this one.
    inCode: /(?!)/,
    inMessage: /connect|unreachable|refused/i,
    problem: "unrecoverable",
    text: "IB Gateway or TWS cannot be reached: start it, then check its port, that its API is enabled, " +
      "and the firewall",
  },
  {
    inCode: /\bIB-/i,
    inMessage: /\bIB-|gateway|\btws\b|interactive|brokers/i,
    problem: "recoverable",
    text:
      "IB Gateway has a problem that may be temporary: the server tries again by itself; check the gateway " +
      "if it stays",
  },
];

const advice: Readonly<Record<IbProblemType, readonly string[]>> = {
  unrecoverable: [
    "Restart IB Gateway or TWS",
    "Wait until it is fully connected to the servers of Interactive Brokers",
    "Check that its API is enabled",
    "Try again, and if that does not help check the network",
  ],
  recoverable: [
    "Wait a moment and try again",
    "If it stays restart IB Gateway or TWS",
    "See the system status at interactivebrokers.com",
  ],
  configuration: [
    "Open the settings of IB Gateway or TWS, there API, Settings",
    'Turn on "Enable ActiveX and Socket Clients"',
    "Set the port: 4002 for paper trading, 4001 for live trading",
    "Restart IB Gateway or TWS",
  ],
  unknown: [
    "Check that IB Gateway or TWS runs and is connected",
    "Check that its API is enabled",
    "Restart IB Gateway or TWS",
    "Check the network",
  ],
};
