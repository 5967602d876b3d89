// How many exchanges a second one VU makes, with evidence and metrics: against a bare loop of the same system calls, and
// against the same script whose exchange goes through net.Dialer.
import { figure, k6, median, run, script, target } from "./harness.mjs";

const SECONDS = 2;
const LOOP = 100; // exchanges per iteration

const STYLES = [
  { style: "rst", goals: { loop: "ratio >= 0.55", one: "ratio >= 0.45" } },
  { style: "half-open", goals: { loop: "ratio >= 0.45", one: "ratio >= 0.4" } },
];

export async function exchangeRate({ programs, rounds }) {
  const figures = [];
  for (const { style, goals } of STYLES) {
    const seen = { bare: [], loop: [], one: [], dialerLoop: [], dialerOne: [] };
    // One after the other within a round: what else the machine does hits all of them.
    for (let round = 0; round < rounds; round++) {
      seen.bare.push(await bare(programs, style));
      seen.loop.push(await scripted(programs, style, LOOP));
      seen.dialerLoop.push(await scripted(programs, style, LOOP, programs.netDialer));
      seen.one.push(await scripted(programs, style, 1));
      seen.dialerOne.push(await scripted(programs, style, 1, programs.netDialer));
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
    add(`${style}, 1 per iteration, over the same through net.Dialer`, rate.one, rate.dialerOne, "ratio >= 1.8");
  }
  return figures;
}

async function bare({ acceptLoop, bareLoop }, style) {
  return withTarget(acceptLoop, style, async (port) => JSON.parse(await run(bareLoop, [style, port, SECONDS])));
}

async function scripted({ acceptLoop }, style, each, binary) {
  return withTarget(acceptLoop, style, async (port) => {
    const settings = { PORT: port, STYLE: style, EACH: each, VUS: 1, SECONDS };
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
  const { exchanges, seconds } = await work(port).finally(() => undefined);
  const accepted = await stop();
  const expected = style === "half-open" ? 0 : exchanges;
  if (Math.abs(accepted - expected) > 0.001 * exchanges) {
    throw new Error(`${style}: ${exchanges} exchanges were counted, ${accepted} arrived and ${expected} should have`);
  }
  return exchanges / seconds;
}
