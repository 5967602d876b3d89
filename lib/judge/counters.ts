/** The service's own counters (METRICS) that grow with the checks and not as much with clients: alerts and audits count them, too. */
import type { CounterSample } from "../model/extension";
import { connectionsPerCheck } from "../measures/checks";
import type { Evidence } from "../model/evidence";
import type { Finding } from "../model/finding";
import { perCheck } from "../measures/per-check";
import { clientsOf, failedClients } from "../measures/observed-phases";

/** A counter of seconds or of chance is no counter of checks. */
const LEAST_PER_CHECK = 0.1;
/** A check must cost so much more than a client, as a part of what it costs: connections are counted anyway. */
const OWN = 0.5;
/** The worst ones; a page may have thousands. */
const MOST = 10;

export function counters(evidence: Evidence): Finding[] {
  const { recording } = evidence;
  const lost = failedClients(clientsOf(evidence, "storm")) > 0;
  const each = connectionsPerCheck(recording);
  const looks = moments(recording.counters);
  return [...bySeries(recording.counters)]
    .flatMap(([name, samples]) => {
      const grown = perCheck(filled(name, samples, looks), ({ value }) => value, lost);
      if (grown === null) return [];
      const { perCheck: one, perClient } = grown;
      return one >= LEAST_PER_CHECK && one - perClient >= OWN * one ? [{ name, perCheck: each * one, perClient }] : [];
    })
    .sort((a, b) => b.perCheck - a.perCheck)
    .slice(0, MOST)
    .map((counter) => ({ kind: "counter", ...counter }));
}

function bySeries(samples: readonly CounterSample[]): Map<string, CounterSample[]> {
  const series = new Map<string, CounterSample[]>();
  for (const sample of samples) {
    const earlier = series.get(sample.name);
    if (earlier) earlier.push(sample);
    else series.set(sample.name, [sample]);
  }
  return series;
}

/** One of each look, whatever changed then. */
function moments(samples: readonly CounterSample[]): CounterSample[] {
  return [...new Map(samples.map((sample) => [sample.t, sample])).values()].sort((a, b) => a.t - b.t);
}

/** Without a sample at a look it has the value of the sample before; one that begins again at 0 goes on from where it was. */
function filled(name: string, samples: readonly CounterSample[], looks: readonly CounterSample[]): CounterSample[] {
  let next = 0;
  let before = 0;
  let value: number | null = null;
  return looks.flatMap((look) => {
    for (let read = samples[next]; read !== undefined && read.t <= look.t; read = samples[++next]) {
      if (value !== null && before + read.value < value) before = value;
      value = before + read.value;
    }
    return value === null ? [] : [{ ...look, name, value }];
  });
}
