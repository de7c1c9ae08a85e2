/**
 * `migrate`, and what it was before: `strategies migrate`.
 * @module
 */
import migrations from "../../golden/migration/migration.json" with { type: "json" };
import { strategyText } from "../../engine/http/test_engine.ts";
import {
  type CompatibilityGroup,
  type CompatibilityRow,
  refused,
  underAllNames,
} from "./compatibility_row.ts";

const v3 = strategyText();
const old = migrations.cases[0].input_yaml;
const files = { "old.yaml": old, "v3.yaml": v3, "folder/old.yaml": old, "folder/v3.yml": v3 };
const written = 'version: "3.0"';
const kept = 'version: "2.0"';

const migrate: CompatibilityRow[] = [
  {
    line: "migrate old.yaml",
    stdout: ["Migrated: old.yaml -> old_v3.yaml"],
    writes: { "old_v3.yaml": written },
  },
  ...["-o", "--output"].map((flag) => ({
    line: `migrate old.yaml ${flag} new/place.yaml`,
    stdout: ["Migrated: old.yaml -> new/place.yaml"],
    writes: { "new/place.yaml": written, "old.yaml": kept },
  })),
  {
    line: "--json migrate old.yaml",
    json: { status: "migrated", input: "old.yaml", output: "old_v3.yaml" },
    writes: { "old_v3.yaml": written },
  },
  { line: "migrate v3.yaml", stdout: ["already v3"] },
  { line: "migrate v3.yaml --json", json: { status: "skipped", reason: "already_v3" } },
  refused("migrate old.yaml", "'old_v3.yaml' exists and has another content", {
    files: { ...files, "old_v3.yaml": "mine" },
    writes: { "old_v3.yaml": "mine" },
    because: "it was overwritten without a word",
  }),
  {
    line: "migrate old.yaml -o other.yaml",
    files: { ...files, "other.yaml": "mine" },
    writes: { "other.yaml": written },
    stdout: ["replacing another file"],
  },
  refused("migrate nope.yaml", "Cannot read 'nope.yaml'"),
  refused("migrate", "Missing argument(s): strategy"),
];

const inPlace: CompatibilityRow[] = [
  { line: "strategies migrate old.yaml", stdout: ["Migrated: old.yaml"], writes: { "old.yaml": written } },
  {
    line: "strategies migrate old.yaml --backup",
    stdout: ["backup old.yaml.bak"],
    writes: { "old.yaml": written, "old.yaml.bak": kept },
  },
  {
    line: "strategies migrate old.yaml --dry-run --verbose",
    stdout: ["Would migrate: old.yaml", "Dry run: nothing was written"],
    writes: { "old.yaml": kept },
  },
  ...["-o", "--output"].map((flag) => ({
    line: `strategies migrate old.yaml ${flag} new.yaml -v`,
    writes: { "old.yaml": kept, "new.yaml": written },
  })),
  {
    line: "strategies migrate folder",
    stdout: ["1 migrated, 1 skipped, 0 failed"],
    writes: { "folder/old.yaml": written },
  },
  {
    line: "strategies migrate folder --output new --backup",
    stderr: ["--backup has no effect with --output"],
    writes: { "new/old.yaml": written, "folder/old.yaml": kept },
  },
  {
    line: "strategies migrate folder",
    files: { ...files, "folder/bad.yaml": ": no" },
    stdout: ["1 migrated, 1 skipped, 1 failed"],
    exitCode: 1,
    because: "it was 0",
  },
  refused("strategies migrate nope.yaml", "Cannot read 'nope.yaml'"),
  refused("strategies migrate", "Missing argument(s): path"),
];

/** The rows of migrations. */
export const migrationRows: CompatibilityGroup = {
  answers: {},
  rows: [
    ...migrate,
    ...underAllNames({ theirs: ["strategies migrate"], ours: ["strategy migrate"] }, inPlace),
  ].map((row) => ({ files, ...row })),
};
