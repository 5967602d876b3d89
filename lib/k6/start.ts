/** `setup`: everything that must be right before the first phase, and the first contact with the target. */
import exec from "k6/execution";
import { Exchange, now } from "k6/x/healthcheck";
import { machine, noThresholds, prepareFolder, watchLog } from "k6/x/healthcheck/runtime";
import contactSource from "once:./setup-bundle";
import type { ExchangeResult, Server } from "../model/extension";
import type { Wire } from "../model/checker";
import type { Start } from "../model/evidence";
import type { Choice } from "../clients/choose-client";
import type { ClientConfig } from "../model/config";
import type { NonEmpty } from "../model/non-empty";
import { errorLine } from "../text/error-line";
import type { K6Options, Plan } from "../model/plan";
import { targetName } from "../plan/target-name";
import { refusalLine } from "../text/refusal-line";
import { otherHosts, POSSIBLE, refuseForeignSources, refuseUnspeakableChecker, targetOf } from "./destinations";
import { evaluate } from "./eval-module";
import { abandonRun, refuseRun } from "./exit-code";
import { flagRefusal } from "./flag-refusal";
import { refuseForeignScenarios } from "./foreign-scenarios";
import { tagTarget } from "./run-labels";
import { clientSpec } from "./specs";
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
  refuseForeignScenarios(options, DISCARDED);
  refuseWithoutVerdict();
  refuseSegment();
  const { config } = plans[0];
  tagTarget(targetName(config));
  const { isPublicAddress } = contactModule();
  refuseUnwritable(config.out);
  refuseUnseenLog(config.log);
  const { server, address } = targetOf(config, isPublicAddress);
  const checkers = plans.flatMap((plan) => plan.checkers);
  const hosts = otherHosts(checkers, address, config.limits, isPublicAddress);
  for (const plan of plans) refuseUnspeakable(plan, { address, hosts });
  const { source } = config.client;
  refuseForeignSources({
    SOURCES: checkers.flatMap(({ sources }) => sources),
    CLIENT_SOURCE: source === null ? [] : [source],
  });
  refuseBeyondMachine(plans, options, address);

  const choice = choose(config.client, address);
  if (choice.refusal !== "") refuseRun(choice.refusal);
  return { server, address, hosts, choice };
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

const DISCARDED = "they would discard the phases; set BASELINE, STORM, NIGHT, RECOVERY, NODES and CLIENT_RATE instead";

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

/** Builds every exchange once, so that what cannot be said on this platform is refused before the first packet. */
function refuseUnspeakable(plan: Plan, start: Pick<Start, "address" | "hosts">): void {
  const { client } = plan.config;
  plan.checkers.forEach((checker, index) => refuseUnspeakableChecker(checker, index, start));
  if (client.wire === null) return;
  try {
    new Exchange(clientSpec(client, client.wire, start.address, "client"));
  } catch (error) {
    refuseRun(refusalLine("CLIENT", client.kind, POSSIBLE, { why: errorLine(error) }));
  }
}

/** What this machine cannot do is refused now; it would be an inconclusive run otherwise. */
function refuseBeyondMachine(plans: NonEmpty<Plan>, options: Pick<K6Options, "scenarios">, address: string): void {
  const trouble = contactModule().preflight(plans, options, machine(), isLoopback(address));
  if (trouble !== null) refuseRun(trouble);
}
