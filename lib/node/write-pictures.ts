/**
 * `npm run pictures`: writes docs/images/ladders.svg and docs/images/phases.svg. The verdicts under the ladders, and the shares of clients
 * that got in afterwards, are those of three runs that it makes itself, as `npm run demo` does (demo-runs.ts). Where a run ends otherwise
 * than on an idle machine, it writes nothing.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEMO_CHECKS } from "../report/demo-checks";
import { defaultPhases, demoLadders } from "../report/pictures";
import { messageOf } from "./child";
import { acceptedRatioIn, BUSY, runDemo, surprises } from "./demo-runs";
import { ROOT } from "./root";

try {
  await draw();
} catch (error) {
  process.stderr.write(`probe-storm: ${messageOf(error)}\n`);
  process.exitCode = 1;
}

async function draw(): Promise<void> {
  process.stdout.write("Three runs side by side, about 20 s ...\n");
  const runs = await runDemo(DEMO_CHECKS);
  const unexpected = surprises(runs);
  if (unexpected.length > 0) throw new Error([...unexpected, BUSY].join("\n"));
  const outcomes = runs.map(({ journal }) => ({
    verdict: journal.verdict,
    acceptedRatio: acceptedRatioIn(journal, "recovery"),
  }));
  const folder = join(ROOT, "docs", "images");
  mkdirSync(folder, { recursive: true });
  for (const { name, picture } of [
    { name: "ladders.svg", picture: demoLadders(outcomes) },
    { name: "phases.svg", picture: defaultPhases() },
  ]) {
    writeFileSync(join(folder, name), picture.svg);
    process.stdout.write(`docs/images/${name}: ${picture.alt}\n`);
  }
}
