import { assert, assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { runJson, startOnTerminal } from "../support/processes.ts";
import { serveEndlessTraining } from "./endless_server.ts";
import { openEmptyWorkplace, openWorkplace } from "./workplace.ts";

/** The byte that the key sends. */
const ctrlC = "\x03";
const hideCursor = "\x1b[?25l";
const showCursor = "\x1b[?25h";
/** A sequence that sets colours or other attributes. */
// deno-lint-ignore no-control-regex
const attribute = /\x1b\[[\d;]*m/;
const size = { columns: 100, rows: 24 };

/** Asserts that a bar was drawn, with the cursor hidden meanwhile and shown at the end. */
function assertDrawn(screen: string): void {
  assertMatch(screen, /▕.*▏ +\d+%/u);
  assert(screen.includes(hideCursor));
  assert(screen.lastIndexOf(showCursor) > screen.lastIndexOf(hideCursor));
}

Deno.test("on a terminal Ctrl+C cancels a training and gives the cursor back", async () => {
  await using place = await openWorkplace();
  const strategy = await place.writeStrategy("endless", 1_000_000);
  await using training = startOnTerminal(["model", "train", strategy, "--embedded"], { ...place, size });
  await training.prints(/Epoch [2-9]\d*\/.*epochs\/s/s);
  await training.types(ctrlC);
  const { code, stdout: screen } = await training.ended();
  assertEquals(code, 130);
  assertDrawn(screen);
  assertMatch(screen, attribute);
  assertMatch(screen, /Ctrl\+C cancels/);
  const end = screen.slice(screen.lastIndexOf(showCursor));
  assertMatch(end, /cancelled after/);
  assertMatch(end, /Cancelled op_training_\w+: Cancelled by the user \(Ctrl\+C\)\r\n/);
  assertMatch(
    end,
    /Go on from its checkpoint \(epoch \d+\) with: ktrdr resume op_training_\w+\s+--follow\r\n$/,
  );
  const [operation] = await runJson(["operation", "list", "--embedded"], place);
  assertEquals([operation.status, operation.has_checkpoint], ["cancelled", true]);
});

Deno.test("on a terminal a second Ctrl+C leaves, and gives the cursor back", async () => {
  await using place = await openEmptyWorkplace();
  await using server = serveEndlessTraining();
  const args = ["model", "train", "endless", "--url", server.url];
  await using training = startOnTerminal(args, { ...place, size });
  await training.prints(/Epoch 3/);
  await training.types(ctrlC);
  await server.cancelling;
  // Another frame is drawn a tenth of a second after the first press at the earliest: what comes then is a second one.
  await training.prints(/Cancelling.*Cancelling.*Cancelling/s);
  await training.types(ctrlC);
  const { code, stdout: screen } = await training.ended();
  assertEquals(code, 130);
  assertDrawn(screen);
  assertMatch(screen, /Ctrl\+C leaves at once/);
  assertMatch(screen, /Look again with: ktrdr operation follow op_1\r\n$/);
});

Deno.test("on a terminal that does not know its size, NO_COLOR takes the colours away, but not the bar", async () => {
  await using place = await openWorkplace();
  const strategy = await place.writeStrategy("quick", 3);
  const args = ["model", "train", strategy, "--embedded"];
  await using training = startOnTerminal(args, { ...place, env: { NO_COLOR: "1" } });
  const { code, stdout: screen } = await training.ended();
  assertEquals(code, 0);
  assertDrawn(screen);
  assertNotMatch(screen, attribute);
  assertMatch(screen, /✓ Training quick completed in .*\(3 epochs\)/u);
});
