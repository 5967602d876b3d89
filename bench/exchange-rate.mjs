// How many exchanges a second a script makes, with evidence and metrics: one VU against a bare loop of the same system calls,
// and against the same script whose exchange goes through net.Dialer.
//
// At one exchange per iteration that second comparison is made with a VU per core. A single VU leaves the other core idle, and
// k6's own samples of each iteration wake it up: that costs about half an exchange on both sides, and hides what differs. Even so
// k6's iteration, the same on both sides, is half of what is measured there, so this ratio has no goal.
import { cpus } from "node:os";
import { figure, k6, median, run, script, target } from "./harness.mjs";

const SECONDS = 2;
const LOOP = 100; // exchanges per iteration
const CORES = cpus().length;

const STYLES = [
  { style: "rst", goals: { loop: "ratio >= 0.55", one: "ratio >= 0.45" } },
  { style: "half-open", goals: { loop: "ratio >= 0.45", one: "ratio >= 0.4" } },
];

export async function exchangeRate({ programs, rounds }) {
  const figures = [];
  for (const { style, goals } of STYLES) {
    const seen = { bare: [], loop: [], one: [], all: [], dialerLoop: [], dialerAll: [] };
    // One after the other within a round: what else the machine does hits all of them.
    for (let round = 0; round < rounds; round++) {
      seen.bare.push(await bare(programs, style));
      seen.one.push(await scripted(programs, { style, each: 1, vus: 1 }));
      seen.loop.push(await scripted(programs, { style, each: LOOP, vus: 1 }));
      seen.dialerLoop.push(await scripted(programs, { style, each: LOOP, vus: 1 }, programs.netDialer));
      seen.all.push(await scripted(programs, { style, each: 1, vus: CORES }));
      seen.dialerAll.push(await scripted(programs, { style, each: 1, vus: CORES }, programs.netDialer));
    }
    const rate = Object.fromEntries(Object.entries(seen).map(([what, rates]) => [what, median(rates)]));
    const add = (name, value, limit, goal) => figures.push(figure(name, { value, unit: "exchanges/s", limit, goal }));
    add(`${style}, ${LOOP} per iteration, of a bare system-call loop`, rate.loop, rate.bare, goals.loop);
    add(`${style}, 1 per iteration, of a bare system-call loop`, rate.one, rate.bare, goals.one);
    add(
      `${style}, ${LOOP} per iteration, over the same through net.Dialer`,
      rate.loop,
      rate.dialerLoop,
      "ratio >= 1.8",
    );
    add(`${style}, 1 per iteration from ${CORES} VUs, over the same through net.Dialer`, rate.all, rate.dialerAll);
  }
  return figures;
}

async function bare({ acceptLoop, bareLoop }, style) {
  return withTarget(acceptLoop, style, async (port) => JSON.parse(await run(bareLoop, [style, port, SECONDS])));
}

async function scripted({ acceptLoop }, { style, each, vus }, binary) {
  return withTarget(acceptLoop, style, async (port) => {
    const settings = { PORT: port, STYLE: style, EACH: each, VUS: vus, SECONDS };
    const counted = JSON.parse(await k6(script("exchanges.k6.js"), settings, binary));
    if (counted.verified < 0.99 * counted.exchanges) {
      throw new Error(`${style}: ${counted.verified} of ${counted.exchanges} exchanges proved their style`);
    }
    return counted;
  });
}

/** Exchanges per second, once the target has confirmed them. */
async function withTarget(acceptLoop, style, work) {
  const { port, stop } = await target(acceptLoop);
  let accepted;
  let made;
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
