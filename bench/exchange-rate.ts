/**
 * How many exchanges a second a script makes, with evidence and metrics: one VU against a bare loop of the same system calls,
 * and against the same script whose exchange goes through net.Dialer.
 *
 * At one exchange per iteration that second comparison is made with a VU per core. A single VU leaves the other core idle, and
 * k6's own samples of each iteration wake it up: that costs about half an exchange on both sides, and hides what differs. Even so
 * k6's iteration, the same on both sides, is half of what is measured there, so this ratio has no goal.
 */
import { cpus } from "node:os";
import { figure, k6, quantile, run, script, target, type Figure, type Programs } from "./harness";

const SECONDS = 2;
const LOOP = 100; // exchanges per iteration
const CORES = cpus().length;

const STYLES = [
  { style: "rst", goals: { loop: "ratio >= 0.55", one: "ratio >= 0.45" } },
  { style: "half-open", goals: { loop: "ratio >= 0.45", one: "ratio >= 0.4" } },
];

type Way = "bare" | "loop" | "one" | "all" | "dialerLoop" | "dialerAll";

interface Script {
  style: string;
  /** Exchanges per iteration. */
  each: number;
  vus: number;
}

interface Exchanges {
  exchanges: number;
  seconds: number;
}

interface Options {
  programs: Programs;
  rounds: number;
}

export async function exchangeRate({ programs, rounds }: Options): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { style, goals } of STYLES) {
    const seen = { bare: [], loop: [], one: [], all: [], dialerLoop: [], dialerAll: [] } as Record<Way, number[]>;
    // One after the other within a round: what else the machine does hits all of them.
    for (let round = 0; round < rounds; round++) {
      seen.bare.push(await bare(programs, style));
      seen.one.push(await scripted(programs, { style, each: 1, vus: 1 }));
      seen.loop.push(await scripted(programs, { style, each: LOOP, vus: 1 }));
      seen.dialerLoop.push(await scripted(programs, { style, each: LOOP, vus: 1 }, programs.netDialer));
      seen.all.push(await scripted(programs, { style, each: 1, vus: CORES }));
      seen.dialerAll.push(await scripted(programs, { style, each: 1, vus: CORES }, programs.netDialer));
    }
    const add = (name: string, [value, limit]: [Way, Way], goal?: string) => {
      const rates = { value: quantile(seen[value], 0.5), limit: quantile(seen[limit], 0.5) };
      figures.push(figure(name, { ...rates, unit: "exchanges/s", ...(goal !== undefined && { goal }) }));
    };
    add(`${style}, ${LOOP} per iteration, of a bare system-call loop`, ["loop", "bare"], goals.loop);
    add(`${style}, 1 per iteration, of a bare system-call loop`, ["one", "bare"], goals.one);
    add(`${style}, ${LOOP} per iteration, over the same through net.Dialer`, ["loop", "dialerLoop"], "ratio >= 1.8");
    add(`${style}, 1 per iteration from ${CORES} VUs, over the same through net.Dialer`, ["all", "dialerAll"]);
  }
  return figures;
}

function bare({ acceptLoop, bareLoop }: Programs, style: string): Promise<number> {
  return withTarget(acceptLoop, style, async (port) => {
    return JSON.parse(await run(bareLoop, [style, String(port), String(SECONDS)])) as Exchanges;
  });
}

function scripted({ acceptLoop }: Programs, { style, each, vus }: Script, binary?: string): Promise<number> {
  return withTarget(acceptLoop, style, async (port) => {
    const settings = { PORT: port, STYLE: style, EACH: each, VUS: vus, SECONDS };
    const counted = JSON.parse(await k6(script("exchanges.k6.js"), settings, binary)) as Exchanges & {
      verified: number;
    };
    if (counted.verified < 0.99 * counted.exchanges) {
      throw new Error(`${style}: ${counted.verified} of ${counted.exchanges} exchanges proved their style`);
    }
    return counted;
  });
}

/** Exchanges per second, once the target has confirmed them. */
async function withTarget(
  acceptLoop: string,
  style: string,
  work: (port: number) => Promise<Exchanges>,
): Promise<number> {
  const { port, stop } = await target(acceptLoop);
  let accepted: number;
  let made: Exchanges;
  try {
    made = await work(port);
  } finally {
    accepted = await stop();
  }
  const expected = style === "half-open" ? 0 : made.exchanges;
  if (Math.abs(accepted - expected) > 0.001 * made.exchanges) {
    throw new Error(`${style}: ${made.exchanges} exchanges were counted and ${accepted} arrived, not ${expected}`);
  }
  return made.exchanges / made.seconds;
}
