/** Settings that are fine by themselves and cannot both be meant. */
import type { PhaseName } from "../model/phases";
import { AUTO } from "./auto-phases";
import { plannedClients } from "../clients/planned-clients";
import { LEFT_OUT, refusal } from "../text/refusal";
import { familyOf, ipAddress } from "../source/address";
import { durationText } from "../text/duration";
import type { Given, RunSettings } from "./given";
import { isPublicAddress } from "./public-address";
import type { SettingName } from "./settings";

type Run = Pick<RunSettings, "values" | "given" | "host">;

export function refuseContradictions(run: Run): void {
  const { values, given, host } = run;
  const target = given.get("TARGET");
  if (target !== undefined) {
    for (const name of ["FLAW", "BACKLOG"] as const) {
      const stray = given.get(name);
      if (stray !== undefined)
        throw no(stray, LEFT_OUT, "it is for the embedded server, which does not run when TARGET is given");
    }
    if (ipAddress(host) !== null && isPublicAddress(host) && !values.ALLOW_PUBLIC) {
      throw no(target, "a private address", "this one is public; set ALLOW_PUBLIC=1 if the service is yours to test");
    }
  } else {
    const reset = given.get("RESET_URL");
    if (reset !== undefined) throw no(reset, "TARGET beside it", "the embedded server is a fresh one each time");
  }
  refuseMixedFamilies(run);
  refuseTooFewClients(run);
}

function refuseMixedFamilies({ values, given, host }: Run): void {
  let first: { what: string; family: string } | null = null;
  const sides = [
    {
      what: given.has("TARGET") ? "TARGET" : "the embedded server",
      one: given.get("TARGET"),
      address: ipAddress(host),
    },
    { what: "SOURCES", one: given.get("SOURCES"), address: values.SOURCES?.[0] },
    { what: "CLIENT_SOURCE", one: given.get("CLIENT_SOURCE"), address: values.CLIENT_SOURCE },
  ];
  for (const { what, one, address } of sides) {
    if (address === undefined || address === null) continue;
    const family = familyOf(address);
    first ??= { what, family };
    if (one !== undefined && family !== first.family) {
      throw no(one, `${first.family} addresses`, `${first.what} is ${first.family}`);
    }
  }
}

/** A phase whose clients cannot reach the floor of the gates could only end inconclusive. */
function refuseTooFewClients({ values, given }: Run): void {
  const floor = values.THRESHOLDS.floors.clientAttempts;
  const phases: [Uppercase<Exclude<PhaseName, "night">>, number][] = [
    // A length that is left to the plan is at least this.
    ["BASELINE", values.BASELINE === "auto" ? AUTO.baselineMs : values.BASELINE],
    ["STORM", values.STORM === "auto" ? AUTO.bareStormMs : values.STORM],
    ["RECOVERY", values.RECOVERY],
  ];
  for (const [phase, ms] of phases) {
    const attempts = plannedClients(ms, values.CLIENT_RATE);
    if (attempts >= floor) continue;
    const enough = durationText(Math.ceil(floor / values.CLIENT_RATE) * 1000);
    const settings = ["CLIENT_RATE", phase, "THRESHOLDS"] satisfies SettingName[];
    const culprit = settings.map((one) => given.get(one)).find((one) => one !== undefined);
    const { name, text } = culprit ?? { name: phase, text: durationText(ms) };
    throw refusal(name, text, `at least ${floor} client attempts in ${phase}`, {
      why: `${phase} of ${durationText(ms)} makes ${attempts}, and the gates (${values.THRESHOLDS.name}) need ${floor}; set ${phase}=${enough} or longer, or a higher CLIENT_RATE`,
    });
  }
}

function no(given: Given, expected: string, why: string): Error {
  return refusal(given.name, given.text, expected, { why });
}
