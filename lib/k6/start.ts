/** `setup`: everything that must be right before the first phase, and the first contact with the target. */
import exec from "k6/execution";
import { Exchange, now, resolve, serve } from "k6/x/healthcheck";
import { bindError, machine, noThresholds, prepareFolder, watchLog } from "k6/x/healthcheck/runtime";
import contactSource from "once:./setup-bundle";
import type { ExchangeResult, Server } from "../model/extension";
import type { Wire } from "../model/checker";
import type { Start } from "../model/evidence";
import type { Choice } from "../clients/choose-client";
import type { ClientConfig } from "../model/config";
import type { NonEmpty } from "../model/non-empty";
import { errorLine } from "../text/error-line";
import { authority } from "../wire/authority";
import type { K6Options, Plan } from "../model/plan";
import { targetName } from "../plan/target-name";
import { refusalLine } from "../text/refusal-line";
import { evaluate } from "./eval-module";
import { abandonRun, refuseRun } from "./exit-code";
import { flagRefusal } from "./flag-refusal";
import { tagTarget } from "./run-labels";
import { checkerSpecs, clientSpec } from "./specs";
import { isLoopback } from "../source/loopback";

/** What the VUs are handed by k6 after `setup`. */
export interface SetupData {
  start: Start;
  clientWire: Wire;
}

export function start(plan: Plan): SetupData {
  const { address, hosts, choice } = prepare([plan], plan.options);
  return {
    start: { originMs: now(), address, hosts, client: choice.client, notes: choice.notes },
    clientWire: choice.wire,
  };
}

export interface Prepared {
  /** The embedded server that the first contacts spoke to; null: a target of the user's. */
  server: Server | null;
  address: string;
  hosts: Start["hosts"];
  choice: Choice;
}

/**
 * What one run, or several on the same target, must have right before the first phase.
 *
 * @param plans alike but for their checkers
 * @param choose what clients say; the first packets are its own
 */
export function prepare(
  plans: NonEmpty<Plan>,
  options: Pick<K6Options, "scenarios">,
  choose: (client: ClientConfig, address: string) => Choice = firstContacts,
): Prepared {
  refuseForeignScenarios(options);
  refuseWithoutVerdict();
  refuseSegment();
  const { config } = plans[0];
  tagTarget(targetName(config));
  const { isPublicAddress } = contactModule();
  refuseUnwritable(config.out);
  refuseUnseenLog(config.log);
  const { server, address } = targetOf(config, isPublicAddress);
  const hosts = Object.assign({}, ...plans.map((plan) => otherHosts(plan, address, isPublicAddress))) as Start["hosts"];
  for (const plan of plans) refuseUnspeakable(plan, { address, hosts });
  refuseForeignSources(plans);
  refuseBeyondMachine(plans, options, address);

  const choice = choose(config.client, address);
  if (choice.refusal !== "") refuseRun(choice.refusal);
  return { server, address, hosts, choice };
}

/** The user's target, or an embedded server that starts now. */
function targetOf(
  { target, embedded, limits }: Plan["config"],
  isPublicAddress: (ip: string) => boolean,
): Pick<Prepared, "server" | "address"> {
  if (target !== null) {
    return { server: null, address: allowedAddress("TARGET", target.text, limits, isPublicAddress) };
  }
  const server = serve(embedded);
  return { server, address: server.address };
}

type ContactModule = typeof import("./setup-bundle");
let loaded: ContactModule | undefined;

/** Evaluated once: with RESET_URL first contacts are made again until clients get in. */
function contactModule(): ContactModule {
  return (loaded ??= evaluate<ContactModule>(contactSource));
}

/** What clients say: by the settings, else by what the service shows to the first contacts. */
export function firstContacts(client: ClientConfig, address: string): Choice {
  const { chooseClient, nextContact } = contactModule();
  const contacts: ExchangeResult[] = [];
  if (client.wire === null) {
    for (let next = nextContact(client, contacts); next !== null; next = nextContact(client, contacts)) {
      const { wire, timeoutMs } = next;
      const contact = new Exchange(clientSpec({ ...client, timeoutMs }, wire, address, "first-contact"));
      const result = contact.run({ phase: "first-contact" });
      // k6 has been told to end, or setup has taken too long: without a contact there is nothing to begin with.
      if (result.outcome === "cancelled") abandonRun("ended in the first contact");
      contacts.push(result);
    }
  }
  return chooseClient(client, contacts);
}

function refuseUnwritable(out: string | null): void {
  if (out === null) return;
  try {
    prepareFolder(out);
  } catch (error) {
    refuseRun(refusalLine("OUT", out, "a folder that can be written", { why: errorLine(error) }));
  }
}

function refuseUnseenLog(log: string | undefined): void {
  if (log === undefined) return;
  const { available, reason } = watchLog(log, { phase: "first-contact" });
  if (!available) refuseRun(refusalLine("LOG", log, "a file that k6's user can read", { why: reason }));
}

/** `--vus`, `--duration`, `--iterations` and K6_VUS, … replace the script's scenarios: nothing of the plan would run. */
function refuseForeignScenarios({ scenarios }: Pick<K6Options, "scenarios">): void {
  const running = Object.keys(exec.test.options.scenarios ?? {})
    .sort()
    .join();
  if (running !== Object.keys(scenarios).sort().join()) {
    refuseRun(
      flagRefusal(
        "--vus, --duration, --iterations, --stage (or K6_VUS, …)",
        "they would discard the phases; set BASELINE, STORM, NIGHT, RECOVERY, NODES and CLIENT_RATE instead",
        { words: "one of them" },
      ),
    );
  }
}

/** Where several processes share a run, each sees a part of the clients, and none can judge it. */
function refuseSegment(): void {
  const { executionSegment } = exec.test.options as { executionSegment?: string | null };
  if (executionSegment)
    refuseRun(flagRefusal("--execution-segment", "a part of a run has no verdict", executionSegment));
}

/** The verdict is made in teardown and told by thresholds: without the one or the other a bad run would exit 0. */
function refuseWithoutVerdict(): void {
  if (noThresholds()) refuseRun(flagRefusal("--no-thresholds (or K6_NO_THRESHOLDS)", "a lost gate would exit 0"));
  const { noTeardown } = exec.test.options as { noTeardown?: boolean | null };
  if (noTeardown) refuseRun(flagRefusal("--no-teardown (or K6_NO_TEARDOWN)", "there would be no verdict"));
}

/** Hosts that checks go to instead of the target (HAProxy's `addr`), pinned to one address each, as the target is. */
function otherHosts(plan: Plan, target: string, isPublicAddress: (ip: string) => boolean): Start["hosts"] {
  const port = Number(target.slice(target.lastIndexOf(":") + 1));
  const named = plan.checkers.flatMap(({ name, connections }) => connections.map(({ host }) => ({ name, host })));
  const hosts: Start["hosts"] = {};
  for (const { name, host } of named) {
    if (host === undefined || Object.prototype.hasOwnProperty.call(hosts, host)) continue;
    const address = allowedAddress(`CHECKER ${name}`, authority(host, port), plan.config.limits, isPublicAddress);
    hosts[host] = address.slice(0, address.lastIndexOf(":"));
  }
  return hosts;
}

function allowedAddress(
  setting: string,
  text: string,
  { allowPublic }: Plan["config"]["limits"],
  isPublicAddress: (ip: string) => boolean,
): string {
  let address: string;
  try {
    address = resolve(text);
  } catch (error) {
    return refuseRun(refusalLine(setting, text, "an address, or a name that has one", { why: errorLine(error) }));
  }
  const ip = address.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  if (isPublicAddress(ip) && !allowPublic) {
    refuseRun(
      refusalLine(setting, text, "a private address", {
        why: `${ip} is public; set ALLOW_PUBLIC=1 if the service is yours to test`,
      }),
    );
  }
  return address;
}

const POSSIBLE = "an exchange that this platform can make";

/** Builds every exchange once, so that what cannot be said on this platform is refused before the first packet. */
function refuseUnspeakable(plan: Plan, start: Pick<Start, "address" | "hosts">): void {
  const { client } = plan.config;
  plan.checkers.forEach((checker, index) => {
    try {
      for (const spec of checkerSpecs(checker, 0, start)) new Exchange(spec);
    } catch (error) {
      refuseRun(refusalLine("CHECKER", checker.name, POSSIBLE, { why: `${errorLine(error)} (checkers[${index}])` }));
    }
  });
  if (client.wire === null) return;
  try {
    new Exchange(clientSpec(client, client.wire, start.address, "client"));
  } catch (error) {
    refuseRun(refusalLine("CLIENT", client.kind, POSSIBLE, { why: errorLine(error) }));
  }
}

/** Nothing can be sent from an address that is not this host's; every check would fail, for a reason of ours. */
function refuseForeignSources(plans: NonEmpty<Plan>): void {
  const { source } = plans[0].config.client;
  const given = {
    SOURCES: new Set(plans.flatMap(({ checkers }) => checkers.flatMap(({ sources }) => sources))),
    CLIENT_SOURCE: source ? [source] : [],
  };
  for (const [setting, addresses] of Object.entries(given)) {
    for (const address of addresses) {
      const trouble = bindError(address);
      if (trouble !== null) refuseRun(refusalLine(setting, address, "addresses of this host", { why: trouble }));
    }
  }
}

/** What this machine cannot do is refused now; it would be an inconclusive run otherwise. */
function refuseBeyondMachine(plans: NonEmpty<Plan>, options: Pick<K6Options, "scenarios">, address: string): void {
  const trouble = contactModule().preflight(plans, options, machine(), isLoopback(address));
  if (trouble !== null) refuseRun(trouble);
}
