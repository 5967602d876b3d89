// `npm run pictures`: writes docs/images/ladders.svg and docs/images/phases.svg. The verdicts under the ladders, and the shares of clients
// that got in afterwards, are those of three runs that it makes itself, as `npm run demo` does (tools/demo-runs.mjs). Where a run ends
// otherwise than on an idle machine, it writes nothing.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { BUSY, runDemo, surprises } from "./demo-runs.mjs";
import { setup } from "./setup.mjs";
import { loadTypeScript } from "./typescript.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, "docs", "images");

async function draw() {
  setup();
  const { DEMO_CHECKS, defaultPhases, demoLadders } = await loadTypeScript(
    'export * from "./demo-checks"; export * from "./pictures";',
    join(root, "lib", "report"),
  );
  process.stdout.write("Three runs side by side, about 20 s ...\n");
  const runs = await runDemo(DEMO_CHECKS);
  const untrue = surprises(runs);
  if (untrue.length > 0) throw new Error([...untrue, BUSY].join("\n"));
  const outcomes = runs.map(({ journal }) => ({
    verdict: journal.verdict,
    acceptedRatio: journal.phases.recovery.clients.acceptedRatio,
  }));
  mkdirSync(folder, { recursive: true });
  for (const [name, { svg, alt }] of [
    ["ladders.svg", demoLadders(outcomes)],
    ["phases.svg", defaultPhases()],
  ]) {
    writeFileSync(join(folder, name), svg);
    process.stdout.write(`docs/images/${name}: ${alt}\n`);
  }
}

try {
  await draw();
} catch (error) {
  process.stderr.write(`probe-storm: ${error.message}\n`);
  process.exit(1);
}
