/**
 * One account with at most one open position: order size, fills with slippage and commission, cash, and the list
 * of closed trades.
 * @module
 */

import { Signal } from "./decide.ts";

const hour = 3_600_000;

/** Share of the cash that one position may use. */
export const positionShare = 0.25;

/** A closed trade. Times are milliseconds since the epoch; money is in the account's currency. */
export interface Trade {
  /** 1 for the first trade of a run. */
  readonly tradeId: number;
  readonly symbol: string;
  readonly side: "LONG" | "SHORT";
  /** Fill price, slippage included. */
  readonly entryPrice: number;
  readonly entryTime: number;
  /** Fill price, slippage included. */
  readonly exitPrice: number;
  readonly exitTime: number;
  readonly quantity: number;
  readonly grossPnl: number;
  /** Commission of the exit; that of the entry is paid from cash and is not part of the trade. */
  readonly commission: number;
  /** Cost of the exit's slippage. */
  readonly slippage: number;
  /** `grossPnl` less `commission`. */
  readonly netPnl: number;
  /** Hours from the entry to the last bar at whose close the position was still open. */
  readonly holdingPeriodHours: number;
  /** Largest unrealised profit at the close of a bar, 0 or more. */
  readonly maxFavorableExcursion: number;
  /** Largest unrealised loss at the close of a bar, 0 or less. */
  readonly maxAdverseExcursion: number;
  /** Whether the end of the data closed the trade, and not a signal. */
  readonly forced: boolean;
}

/** What an {@linkcode Account} trades and what it pays. */
interface AccountOptions {
  readonly symbol: string;
  /** Cash at the start. */
  readonly initialCapital: number;
  /** Fraction of the value of every fill. */
  readonly commission: number;
  /** Fraction of the price by which every fill is worse than the market. */
  readonly slippage: number;
}

interface Holdings {
  cash: number;
  /** 1 long, 0 flat, −1 short. The fields below are those of the open position. */
  side: number;
  quantity: number;
  entryPrice: number;
  entryTime: number;
  /** Start of the last bar that was marked to market. */
  markTime: number;
  maxFavorableExcursion: number;
  maxAdverseExcursion: number;
}

/** Everything an {@linkcode Account} knows; survives a structured clone. */
export interface AccountState extends Readonly<Holdings> {
  readonly trades: readonly Trade[];
}

/** A market price at a moment (milliseconds since the epoch). */
interface Quote {
  readonly price: number;
  readonly time: number;
}

/** Cash, the open position, and the trades closed so far. */
export class Account {
  readonly #options: AccountOptions;
  readonly #state: Holdings;
  readonly #trades: Trade[];

  /** An account with `initialCapital` in cash, or one that goes on from `state`. */
  constructor(options: AccountOptions, state?: AccountState) {
    this.#options = options;
    const { trades, ...holdings } = state ?? { ...flat(options.initialCapital), trades: [] };
    this.#state = holdings;
    this.#trades = [...trades];
  }

  /** 1 long, 0 flat, −1 short. */
  get side(): number {
    return this.#state.side;
  }

  /** A copy of everything the account knows. */
  takeState(): AccountState {
    return { ...this.#state, trades: [...this.#trades] };
  }

  /**
   * Carries out a BUY or SELL: opens a position when flat, closes the opposite one otherwise. A close does not
   * reverse. Returns whether there was a fill: a signal in the direction of the open position, and an order of
   * less than one unit, are refused.
   */
  fill(signal: number, quote: Quote): boolean {
    if (this.#state.side === 0) return this.#open(signal, quote);
    if (this.#state.side === signal) return false;
    this.#close(quote, false);
    return true;
  }

  /** Closes the open position, if there is one, because the data ends. */
  closeAtEnd(quote: Quote): void {
    if (this.#state.side !== 0) this.#close(quote, true);
  }

  /** Notes the close of a bar: excursions and holding period of the open position. */
  mark(time: number, price: number): void {
    const state = this.#state;
    if (state.side === 0) return;
    const unrealised = state.side * (price - state.entryPrice) * state.quantity;
    state.markTime = time;
    if (unrealised > state.maxFavorableExcursion) state.maxFavorableExcursion = unrealised;
    if (unrealised < state.maxAdverseExcursion) state.maxAdverseExcursion = unrealised;
  }

  /** Cash and the open position at `price`. The deposit of a short counts with its entry commission. */
  value(price: number): number {
    const { cash, side, quantity, entryPrice } = this.#state;
    if (side === 0) return cash;
    if (side === Signal.buy) return cash + price * quantity;
    const deposit = entryPrice * quantity;
    return cash + deposit + deposit * this.#options.commission + (entryPrice - price) * quantity;
  }

  #open(signal: number, quote: Quote): boolean {
    const { commission, slippage } = this.#options;
    const { cash } = this.#state;
    const price = quote.price * (1 + signal * slippage);
    let quantity = Math.trunc(cash * positionShare / (1 + commission) / quote.price);
    if (price * quantity * (1 + commission) > cash) quantity = Math.trunc(cash / (1 + commission) / price);
    if (!(quantity > 0)) return false;
    const value = price * quantity;
    Object.assign(this.#state, flat(cash - (value + value * commission)), {
      side: signal,
      quantity,
      entryPrice: price,
      entryTime: quote.time,
      markTime: quote.time,
    });
    return true;
  }

  #close(quote: Quote, forced: boolean): void {
    const { symbol, commission, slippage } = this.#options;
    const { cash, side, quantity, entryPrice, entryTime, ...marks } = this.#state;
    const price = quote.price * (1 - side * slippage);
    const entryValue = entryPrice * quantity;
    const exitValue = price * quantity;
    const exitCommission = exitValue * commission;
    const grossPnl = side * (exitValue - entryValue);
    const netPnl = grossPnl - exitCommission;
    this.#trades.push({
      tradeId: this.#trades.length + 1,
      symbol,
      side: side === Signal.buy ? "LONG" : "SHORT",
      entryPrice,
      entryTime,
      exitPrice: price,
      exitTime: quote.time,
      quantity,
      grossPnl,
      commission: exitCommission,
      slippage: Math.abs(price - quote.price) * quantity,
      netPnl,
      holdingPeriodHours: (marks.markTime - entryTime) / hour,
      maxFavorableExcursion: marks.maxFavorableExcursion,
      maxAdverseExcursion: marks.maxAdverseExcursion,
      forced,
    });
    // KTRDR's order of operations: another one is off by the last bit, and a return of 0 is then a tiny loss.
    const received = side === Signal.buy ? exitValue - exitCommission : entryValue + netPnl;
    Object.assign(this.#state, flat(cash + received));
  }
}

function flat(cash: number): Holdings {
  return {
    cash,
    side: 0,
    quantity: 0,
    entryPrice: 0,
    entryTime: 0,
    markTime: 0,
    maxFavorableExcursion: 0,
    maxAdverseExcursion: 0,
  };
}
