/**
 * The indicator that the user means, as the API takes it.
 * @module
 */
import { safeParse } from "zod/v4/core";
import type { IndicatorCalculateRequest } from "../../lib/contract/indicator.ts";
import { UsageError } from "../../lib/errors.ts";
import { findIndicatorType } from "../../lib/indicators/catalog.ts";
import type { IndicatorType } from "../../lib/indicators/indicator.ts";
import { parameterRule } from "../../lib/strategy/checks/indicator_rules.ts";
import { suggestionHint } from "../../lib/strategy/suggest_name.ts";

/** What the user says of an indicator. */
export interface IndicatorWish {
  /** As a trader calls it: RSI, SMA, bollingerbands; also with its period, as in SMA:50. */
  type: string;
  /** Bars. Undefined: the usual 14, where the indicator has a period. */
  period?: number | undefined;
  /** Each as `name=value`. */
  param?: readonly string[] | undefined;
}

/** An indicator to calculate. */
export interface ChosenIndicator {
  /** The name of its values: `RSI_14`. */
  name: string;
  /** The API's name of its type. */
  id: string;
  /** What the catalog knows of it; null for one that only the server may know. */
  type: IndicatorType | null;
  parameters: Record<string, number | string | boolean>;
}

const usualPeriod = 14;

/** What people call them, and what the API does; any other type's id is its name and "Indicator". */
const ids: Readonly<Record<string, string>> = {
  RSI: "RSIIndicator",
  SMA: "SimpleMovingAverage",
  EMA: "ExponentialMovingAverage",
  MACD: "MACDIndicator",
  ZIGZAG: "ZigZagIndicator",
};

/**
 * The indicator of a wish. Throws UsageError for a period or a parameter that it does not take; a type that is not in the
 * catalog is left to the server.
 */
export function chooseIndicator(wish: IndicatorWish): ChosenIndicator {
  const { type: written, period: wished, flag } = readShortForm(wish);
  if (written === "") throw new UsageError("The indicator has no name, expected one such as RSI");
  const type = findType(written);
  const period = choosePeriod(wished, { type, flag });
  const usual = {
    ...(period === undefined ? {} : { period }),
    ...(takes(type, "source") ? { source: "close" } : {}),
  };
  const parameters = { ...usual, ...readParameters(wish.param ?? [], type) };
  const length = parameters.period;
  return {
    name: length === undefined ? written : `${written}_${length}`,
    id: findId(written),
    type,
    parameters,
  };
}

/** Whether an indicator of this name, which may be followed by a period, has one, as far as anybody knows here. */
export function hasPeriod(name: string): boolean {
  return takes(findType(readShortForm({ type: name }).type), "period");
}

/**
 * The name and the period of a wish, where the name may bring the period: `SMA:50`. Throws UsageError for a period that
 * is no number, and for two that differ.
 */
export function readShortForm(
  { type, period }: Pick<IndicatorWish, "type" | "period">,
): { type: string; period: number | undefined; flag: string } {
  const [, name, text] = /^([^:]*):(.*)$/s.exec(type) ?? [];
  if (name === undefined) return { type: type.trim(), period, flag: "--period" };
  const own = Number(text.trim() || NaN);
  if (!Number.isInteger(own)) {
    throw new UsageError(`The indicator is '${type}', expected a period after the colon, as in SMA:50`);
  }
  if (period !== undefined && period !== own) {
    throw new UsageError(`The indicator is '${type}', but --period is '${period}'`, {
      hint: "Leave one of them out",
    });
  }
  return { type: name.trim(), period: own, flag: `The period of '${type}'` };
}

/** The indicator as `POST /indicators/calculate` takes it. */
export function toIndicatorRequest(
  { id, parameters, name }: ChosenIndicator,
): IndicatorCalculateRequest["indicators"][number] {
  return { id, parameters, output_name: name };
}

function findType(written: string): IndicatorType | null {
  const plain = written.replace(/[\s_-]+/g, "");
  return findIndicatorType(plain) ?? findIndicatorType(plain.replace(/indicator$/i, ""));
}

function findId(written: string): string {
  const id = ids[written.toUpperCase()];
  if (id !== undefined) return id;
  const plain = written.replace(/[\s_-]+/g, "");
  const isWhole = /indicator$/i.test(plain) ||
    findIndicatorType(`${plain}indicator`) === null && findIndicatorType(plain) !== null;
  return isWhole ? plain : `${plain}Indicator`;
}

/** Of a type that nobody knows here, everything may be a parameter. */
function takes(type: IndicatorType | null, name: string): boolean {
  return type === null || type.parameters.some((parameter) => parameter.name === name);
}

function choosePeriod(
  period: number | undefined,
  { type, flag }: { type: IndicatorType | null; flag: string },
): number | undefined {
  if (period !== undefined && (!Number.isInteger(period) || period < 1 || period > 1000)) {
    throw new UsageError(`${flag} is '${period}', expected a whole number from 1 to 1000`);
  }
  if (takes(type, "period")) {
    return readKnown("period", { value: period ?? usualPeriod, type, flag });
  }
  if (period === undefined) return undefined;
  throw new UsageError(`${flag} is '${period}', but ${type?.name} has no period`, {
    hint: parameterHint(type),
  });
}

function readParameters(
  texts: readonly string[],
  type: IndicatorType | null,
): Record<string, number | string | boolean> {
  return Object.fromEntries(texts.map((text) => {
    const [, name, written] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/s.exec(text) ?? [];
    if (name === undefined || written === "") {
      throw new UsageError(`--param is '${text}', expected name=value such as multiplier=2.5`);
    }
    if (!takes(type, name)) {
      throw new UsageError(`--param is '${text}', but ${type?.name} has no parameter '${name}'`, {
        hint: suggestionHint(name, (type?.parameters ?? []).map((parameter) => parameter.name)),
      });
    }
    return [name, readKnown(name, { value: parseValue(written), type, flag: `--param ${name}` })];
  }));
}

interface KnownValue<Value> {
  value: Value;
  type: IndicatorType | null;
  /** What the user wrote the value with. */
  flag: string;
}

/** The value, which must be what the catalog says of the parameter. */
function readKnown<Value extends number | string | boolean>(
  name: string,
  { value, type, flag }: KnownValue<Value>,
): Value {
  const parameter = type?.parameters.find((known) => known.name === name);
  if (parameter === undefined) return value;
  const rule = parameterRule(parameter);
  if (safeParse(rule.schema, value).success) return value;
  throw new UsageError(`${flag} is '${value}', expected ${rule.expected} for ${type?.name}`);
}

function parameterHint(type: IndicatorType | null): string {
  const names = (type?.parameters ?? []).map(({ name }) => name);
  return names.length === 0
    ? "It has no parameters at all"
    : `Its parameters are ${names.join(", ")}, each given by --param <name>=<value>`;
}

function parseValue(text: string): number | string | boolean {
  if (text === "true" || text === "false") return text === "true";
  return Number.isFinite(Number(text)) ? Number(text) : text;
}
