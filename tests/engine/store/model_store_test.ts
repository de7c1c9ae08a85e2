import { assert, assertEquals, assertThrows } from "@std/assert";
import { join } from "node:path";
import { decodeModel } from "../../../lib/engine/store/models/model_files.ts";
import type { ModelDescription } from "../../../lib/engine/store/store.ts";
import { KtrdrError } from "../../../lib/errors.ts";
import { temporaryStore } from "./temporary_store.ts";

function model(changes: Partial<ModelDescription> = {}): ModelDescription {
  return {
    strategyName: "trend",
    symbols: ["EURUSD"],
    timeframes: ["1h"],
    timeframe: "1h",
    operationId: "op_1",
    strategyText: "name: trend\n",
    features: ["rsi_low", "rsi_high"],
    shape: { inputs: 2, hidden: [4] },
    scales: [null, { offset: 1.5, scale: 0.1 }],
    metrics: { val_loss: 0.25 },
    ...changes,
  };
}

const weights = [new Float32Array([1, -2.5, 3e-8]), new Float32Array(0), new Float32Array([7])];

Deno.test("a model comes back to the bit, by id and by path", () => {
  using temporary = temporaryStore();
  const { models, home } = temporary.store;
  const saved = models.save(model(), weights);
  assertEquals(saved.id, "trend/1h_v1");
  assertEquals(saved.path, join(home, "models", "trend", "1h_v1"));
  assertEquals([saved.version, saved.createdAt], [1, temporary.clock.time]);
  assertEquals(models.find("trend/1h_v1"), saved);
  assertEquals(models.find(saved.path), saved);
  assertEquals(models.find(saved.path + "/"), saved);
  assertEquals(models.find("models/trend/1h_v1"), saved);
  assertEquals(models.find("trend/1h_v2"), null);
  assertEquals(models.weights(saved), weights);
  assertEquals([...Deno.readDirSync(saved.path)].map((entry) => entry.name).sort(), [
    "model.json",
    "weights.bin",
  ]);
  assertEquals([...Deno.readDirSync(join(home, "tmp"))], []);
});

Deno.test("a model is known by the names that KTRDR's command line takes, and by no others", () => {
  using temporary = temporaryStore();
  const { models, home } = temporary.store;
  models.save(model(), weights);
  const second = models.save(model(), weights);
  const same = [
    "trend/1h_v2",
    " trend/1h_v2/ ",
    "trend/1h_latest",
    "trend/1h_v2/model.pt",
    "models/trend/1h_v2",
    "/app/models/trend/1h_v2",
    "/app/models/trend/1h_latest/model.pt",
    "C:\\ktrdr\\models\\trend\\1h_v2",
    join(home, "models", "trend", "1h_latest"),
  ];
  for (const name of same) assertEquals(models.find(name)?.id, second.id, name);
  const others = [
    "trend",
    "1h_v2",
    "trend/1h",
    "trend/2h_latest",
    "/etc/trend/1h_v2",
    "../trend/1h_v2",
    "a/b/trend/1h_v2",
  ];
  for (const name of [...others, "", "/", "models/../trend/1h_v2", "/".repeat(100_000)]) {
    assertEquals(models.find(name), null, name.slice(0, 40));
  }
});

Deno.test("list() of models is newest first and leaves out what cannot be read", () => {
  using temporary = temporaryStore();
  const { models, home } = temporary.store;
  assertEquals(models.list(), []);
  for (const timeframe of ["1h", "1h", "1d"]) {
    temporary.clock.time += 1;
    models.save(model({ timeframe }), weights);
  }
  models.save(model({ strategyName: "breakout" }), weights);
  Deno.mkdirSync(join(home, "models", "trend", "1h_v9"));
  Deno.writeTextFileSync(join(home, "models", "trend", "notes"), "");
  Deno.writeTextFileSync(join(home, "models", "README"), "");
  assertEquals(models.list().map((row) => row.id).sort(), [
    "breakout/1h_v1",
    "trend/1d_v1",
    "trend/1h_v1",
    "trend/1h_v2",
  ]);
  assertEquals(models.list().at(-1)?.id, "trend/1h_v1");
});

Deno.test("a version is never given twice, even when its folder was removed", () => {
  using temporary = temporaryStore();
  const { models, home } = temporary.store;
  models.save(model(), weights);
  const second = models.save(model(), weights);
  Deno.removeSync(second.path, { recursive: true });
  assertEquals(models.save(model(), weights).version, 3);
  // A folder that came from elsewhere, perhaps empty, is not overwritten either.
  Deno.mkdirSync(join(home, "models", "trend", "1h_v4"));
  Deno.mkdirSync(join(home, "models", "trend", "1h_v7"));
  assertEquals(models.save(model(), weights).version, 8);
});

Deno.test("a damaged model is an error that names the file, and is left as it is", () => {
  using temporary = temporaryStore();
  const { models } = temporary.store;
  const saved = models.save(model(), weights);
  const weightsPath = join(saved.path, "weights.bin");
  Deno.truncateSync(weightsPath, 5);
  assertThrows(() => models.weights(saved), KtrdrError, `"${weightsPath}" is damaged`);
  Deno.removeSync(weightsPath);
  assertThrows(() => models.weights(saved), KtrdrError, `"${weightsPath}" is damaged`);
  const descriptionPath = join(saved.path, "model.json");
  for (const text of ["{", "[]", '{"format": 1}', ""]) {
    Deno.writeTextFileSync(descriptionPath, text);
    assertThrows(() => models.find(saved.id), KtrdrError, `"${descriptionPath}" is damaged`);
    assertEquals(Deno.readTextFileSync(descriptionPath), text);
    assertEquals(models.list(), []);
  }
  Deno.writeTextFileSync(descriptionPath, '{"format": 2}');
  const error = assertThrows(() => models.find(saved.id), KtrdrError, "has format 2, expected 1 or less");
  assert(error.hint);
});

Deno.test("a model with an unusable name is refused before anything is written", () => {
  using temporary = temporaryStore();
  const { models, home } = temporary.store;
  assertThrows(() => models.save(model({ strategyName: "../x" }), weights), KtrdrError, "name of a strategy");
  assertThrows(() => models.save(model({ timeframe: "1h/.." }), weights), KtrdrError, "not a timeframe");
  assertEquals([...Deno.readDirSync(home)].map((entry) => entry.name).includes("models"), false);
});

Deno.test("a removed model is gone at once, and its version is not given again", () => {
  using temporary = temporaryStore();
  const { models, home } = temporary.store;
  const saved = models.save(model(), weights);
  assertEquals([models.remove(saved), models.remove(saved)], [true, false]);
  assertEquals([models.find(saved.id), models.list()], [null, []]);
  assertEquals([...Deno.readDirSync(join(home, "tmp"))], []);
  assertEquals(models.save(model(), weights).version, 2);
});

Deno.test("a model from elsewhere keeps the time of its training", () => {
  using temporary = temporaryStore();
  const { models } = temporary.store;
  const newest = models.save(model(), weights);
  const imported = models.save(model(), weights, { createdAt: 1000 });
  assertEquals(models.list().map(({ id }) => id), [newest.id, imported.id]);
  assertEquals(models.find(imported.id)?.createdAt, 1000);
  const files = models.files(imported);
  assertEquals(decodeModel(files), { model: model(), createdAt: 1000, weights });
  const shorter = { ...files, weights: files.weights.slice(4) };
  assertThrows(() => decodeModel(shorter), RangeError, "weights.bin has another length than model.json says");
  const newer = { ...files, description: '{"format": 2}' };
  assertThrows(() => decodeModel(newer), RangeError, "model.json has format 2, expected 1 or less");
});
