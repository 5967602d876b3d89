/**
 * How long after the handshake's ACK the RST leaves, on the wire, at 500 checks a second: the real bundle against a bare loop
 * at the same pace.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expectChecks, figure, quantile, run, start, storm, target, type Figure, type Programs } from "./harness";

const RATE = 500;
const SECONDS = 10;
const NODES = 5;

export async function closeGap({ programs }: { programs: Programs }): Promise<Figure[]> {
  const ours = await captured(programs, async (port) => {
    const settings = {
      CHECKER: "rst",
      NODES,
      INTERVAL: `${(NODES / RATE) * 1000}ms`,
      STORM: `${SECONDS}s`,
      CLIENT: "connect",
    };
    const journal = await storm({ ...settings, TARGET: `127.0.0.1:${port}` });
    expectChecks(journal, RATE * SECONDS);
  });
  const bare = await captured(programs, (port) => run(programs.bareLoop, ["rst", port, SECONDS, RATE].map(String)));
  const name = `handshake ACK to RST on the wire at ${RATE} checks/s`;
  return [
    figure(`${name}, p50`, { value: quantile(ours, 0.5), unit: "µs", limit: quantile(bare, 0.5), goal: "value <= 40" }),
    figure(`${name}, p99`, {
      value: quantile(ours, 0.99),
      unit: "µs",
      limit: quantile(bare, 0.99),
      goal: "value <= 200",
    }),
  ];
}

/** The gaps, µs, of all connections to the target that their client reset. */
async function captured({ acceptLoop }: Programs, work: (port: number) => Promise<unknown>): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-bench-"));
  const file = join(folder, "lo.pcap");
  const { port, stop } = await target(acceptLoop);
  try {
    const filter = `tcp dst port ${port} and tcp[tcpflags] & (tcp-ack|tcp-rst) != 0`;
    const dump = start("tcpdump", ["-i", "lo", "-nn", "--nano", "-B", "16384", "-s", "80", "-U", "-w", file, filter]);
    await dump.stderrHas("listening on");
    await work(port);
    dump.child.kill("SIGINT");
    const { stderr } = await dump.ended;
    if (!/^0 packets dropped by kernel/m.test(stderr)) throw new Error(`the capture is not complete: ${stderr}`);
    return gaps(await run("tcpdump", ["-r", file, "-nn", "-tt", "--nano"]));
  } finally {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An ACK, and then an RST from the same port. */
function gaps(text: string): number[] {
  const acknowledged = new Map<string, number>();
  const found: number[] = [];
  for (const line of text.split("\n")) {
    const packet = /^(\d+)\.(\d+) IP (\S+) > .* Flags \[([^\]]+)\]/.exec(line);
    if (packet === null) continue;
    const [, seconds, nanoseconds, from, flags] = packet as unknown as [string, string, string, string, string];
    const microseconds = (Number(seconds) % 1e6) * 1e6 + Number(nanoseconds) / 1e3;
    if (flags === ".") acknowledged.set(from, microseconds);
    const since = acknowledged.get(from);
    if (!flags.startsWith("R") || since === undefined) continue;
    found.push(microseconds - since);
    acknowledged.delete(from);
  }
  return found;
}
