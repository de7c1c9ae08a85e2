import { assertEquals } from "@std/assert";
import { openTestEngine } from "./test_engine.ts";

/** By the name in a strategy file. */
const listings = {
  adline: ["ADLineIndicator", "volume"],
  adx: ["ADXIndicator", "trend"],
  aroon: ["AroonIndicator", "trend"],
  atr: ["ATRIndicator", "volatility"],
  bollingerbands: ["BollingerBandsIndicator", "volatility"],
  bollingerbandwidth: ["BollingerBandWidthIndicator", "multi_purpose"],
  cci: ["CCIIndicator", "momentum"],
  cmf: ["CMFIndicator", "volume"],
  distancefromma: ["DistanceFromMAIndicator", "multi_purpose"],
  donchianchannels: ["DonchianChannelsIndicator", "volatility"],
  exponentialmovingaverage: ["ExponentialMovingAverage", "trend"],
  fishertransform: ["FisherTransformIndicator", "momentum"],
  ichimoku: ["IchimokuIndicator", "trend"],
  keltnerchannels: ["KeltnerChannelsIndicator", "volatility"],
  macd: ["MACDIndicator", "momentum"],
  mfi: ["MFIIndicator", "volume"],
  momentum: ["MomentumIndicator", "momentum"],
  obv: ["OBVIndicator", "volume"],
  parabolicsar: ["ParabolicSARIndicator", "trend"],
  roc: ["ROCIndicator", "momentum"],
  rsi: ["RSIIndicator", "momentum"],
  rvi: ["RVIIndicator", "momentum"],
  simplemovingaverage: ["SimpleMovingAverage", "trend"],
  squeezeintensity: ["SqueezeIntensityIndicator", "volatility"],
  stochastic: ["StochasticIndicator", "momentum"],
  supertrend: ["SuperTrendIndicator", "trend"],
  volumeratio: ["VolumeRatioIndicator", "volume"],
  vwap: ["VWAPIndicator", "volume"],
  weightedmovingaverage: ["WeightedMovingAverage", "trend"],
  williamsr: ["WilliamsRIndicator", "momentum"],
  zigzag: ["ZigZagIndicator", "trend"],
};

Deno.test("every indicator has the API's id and category", async () => {
  await using engine = await openTestEngine();
  const { data } = (await engine.get("/indicators/")).body;
  const found = data.map((row: Record<string, string>) => [row.strategy_type, [row.id, row.type]]);
  assertEquals(Object.fromEntries(found), listings);
  assertEquals(found.length, 31);
  const { categories } = (await engine.get("/indicators/categories")).body;
  for (const name of Object.keys(categories)) {
    const ids = Object.values(listings).filter(([, category]) => category === name).map(([id]) => id);
    assertEquals(categories[name].indicators, ids, name);
  }
});
