/** The story that probe-storm began with, told by three real runs against the embedded stuck-greeting server. */
import { DEMO_CHECKS } from "../report/demo-checks";
import { tableText, wrap } from "../report/layout";
import { percent } from "../text/format";
import { firstOf, itemAt } from "../model/non-empty";
import { acceptedRatioIn, BUSY, runDemo, surprises, type DemoRun, type DemoStart } from "./demo-runs";

const COLUMNS = ["the checker", "checks", "verified", "clients in", "afterwards", "queue", "verdict", "exit"];
const WIDTH = 100;

/**
 * Prints it, and sets `process.exitCode` where it did not go as on an idle machine.
 *
 * @param commands what to type next
 */
export async function tellStory(commands: readonly string[], start: DemoStart = {}): Promise<void> {
  process.stdout.write(`
A service writes a 12-byte greeting inside its accept loop, 1.5 ms after accept(). Three checkers ask
it whether it is alive, ten times a second, while ten clients a second want their greeting. Three
runs side by side, about 20 s ...

`);
  const runs = await runDemo(DEMO_CHECKS, start);
  const rows = runs.map(row);
  const rule = COLUMNS.map((column, index) => {
    const cells = rows.map((cells) => itemAt(cells, index, "a row of the demo"));
    return "-".repeat(Math.max(column.length, ...cells.map(({ length }) => length)));
  });
  process.stdout.write(`${tableText([COLUMNS, rule, ...rows])}\n\n`);
  const wedged = firstOf(runs, "the runs of the demo");
  process.stdout.write(`${wrapped(`${wedged.title}: ${wedged.journal.reason}`)}\n\n`);
  const unexpected = surprises(runs);
  for (const surprise of unexpected) process.stdout.write(`${wrapped(surprise)}\n\n`);
  if (unexpected.length > 0) {
    process.stdout.write(`${BUSY}\n`);
    process.exitCode = 1;
    return;
  }
  process.stdout
    .write(`The same question, asked three ways: only the reset that beats the greeting kills the service, and
it stays dead after the checks have stopped. See it yourself:

${commands.map((command) => `    ${command}\n`).join("")}`);
}

function row({ title, code, journal }: DemoRun): string[] {
  const { acceptQueue, checkers } = journal;
  const { probes, fidelity } = firstOf(checkers, "the checkers of a run of the demo");
  const longest = Math.max(0, ...acceptQueue.samples.map(([, length]) => length));
  return [
    title,
    String(probes.sent),
    percent(fidelity.verified),
    percent(acceptedRatioIn(journal, "storm")),
    percent(acceptedRatioIn(journal, "recovery")),
    acceptQueue.available ? `${longest} of ${acceptQueue.limit}` : "-",
    journal.verdict,
    String(code),
  ];
}

function wrapped(text: string): string {
  return wrap(text, WIDTH).join("\n");
}
