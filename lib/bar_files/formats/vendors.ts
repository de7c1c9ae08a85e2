/**
 * Formats that a header gives away; their columns have the usual names, or those that stand here.
 * @module
 */
import type { BarFormat } from "./bar_format.ts";

/** The formats of vendors and programs, the more special one first. */
export const vendors: readonly BarFormat[] = [
  {
    name: "yahoo",
    title: "Yahoo Finance",
    header: ["date", "open", "high", "low", "close", "adjclose", "volume"],
  },
  {
    name: "yfinance",
    title: "yfinance",
    header: ["open", "high", "low", "close", "volume", "dividends", "stocksplits"],
  },
  {
    name: "stooq",
    title: "Stooq",
    header: ["ticker", "per", "date", "time", "open", "high", "low", "close", "vol", "openint"],
  },
  {
    name: "stooq-pl",
    title: "Stooq in Polish",
    header: ["data", "otwarcie", "najwyzszy", "najnizszy", "zamkniecie"],
  },
  {
    name: "investing",
    title: "investing.com",
    header: ["date", "price", "open", "high", "low", "vol", "change"],
    columns: { close: "price" },
  },
  { name: "nasdaq", title: "nasdaq.com", header: ["date", "closelast", "volume", "open", "high", "low"] },
  {
    name: "nse",
    title: "NSE",
    header: ["openprice", "highprice", "lowprice", "closeprice", "totaltradedquantity"],
  },
  {
    name: "polygon-aggregates",
    title: "Polygon aggregates",
    header: ["v", "vw", "o", "c", "h", "l", "t", "n"],
    columns: { time: "t" },
  },
  {
    name: "polygon",
    title: "Polygon flat file",
    header: ["ticker", "volume", "open", "close", "high", "low", "windowstart"],
    columns: { time: "windowstart" },
  },
  {
    name: "databento",
    title: "Databento",
    header: ["tsevent", "open", "high", "low", "close", "volume"],
    columns: { time: "tsevent" },
  },
  {
    name: "tradestation",
    title: "TradeStation",
    header: ["date", "time", "open", "high", "low", "close", "up", "down"],
    columns: { volume: "up", moreVolume: "down" },
  },
  { name: "dukascopy", title: "Dukascopy", header: ["gmttime", "open", "high", "low", "close", "volume"] },
  {
    name: "dukascopy-local",
    title: "Dukascopy",
    header: ["localtime", "open", "high", "low", "close", "volume"],
  },
  {
    name: "cryptodatadownload",
    title: "CryptoDataDownload",
    header: ["unix", "date", "symbol", "open", "high", "low"],
  },
  { name: "tushare", title: "Tushare", header: ["tscode", "tradedate", "open", "high", "low", "close"] },
  { name: "barchart", title: "Barchart", header: ["time", "open", "high", "low", "last", "change"] },
  { name: "tickstory", title: "Tickstory", header: ["date", "timestamp", "open", "high", "low", "close"] },
  {
    name: "backtrader",
    title: "Backtrader",
    header: ["date", "open", "high", "low", "close", "volume", "openinterest"],
  },
];
