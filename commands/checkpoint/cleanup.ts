import { withUnit } from "../../lib/output/text.ts";
import { confirm } from "../program/confirm.ts";
import type { Context } from "../program/context.ts";
import { parseDays } from "./parse_days.ts";

/** What `checkpoint cleanup` takes. */
interface CleanUpCheckpointsOptions {
  maxAgeDays: number;
  force?: true | undefined;
}

/** `ktrdr checkpoint cleanup`: deletes old checkpoints, unless the answer is no. */
export async function cleanUpCheckpoints(
  context: Context,
  options: CleanUpCheckpointsOptions,
): Promise<void> {
  const maxAgeDays = parseDays(options.maxAgeDays, { flag: "--max-age-days", least: 1 });
  const question = "The operations will not be resumable. " +
    `Delete every checkpoint that is older than ${withUnit(maxAgeDays, "days")}?`;
  if (options.force !== true && !await confirm(context, question)) {
    const nothing = { checkpoints_deleted: 0, orphan_artifacts_cleaned: 0, max_age_days: maxAgeDays };
    return context.printer.result(nothing, () => "Deleted nothing");
  }
  const client = await context.client();
  const cleanup = await client.checkpoints.cleanUp({ maxAgeDays });
  context.printer.result({ ...cleanup, max_age_days: maxAgeDays }, (style) => {
    const { checkpoints_deleted: checkpoints, orphan_artifacts_cleaned: files } = cleanup;
    const orphans = files === 0 ? "" : `, and ${withUnit(files, "files")} that belonged to none`;
    return `${style.green("✓")} Deleted ${withUnit(checkpoints, "checkpoints")}${orphans}`;
  });
}
