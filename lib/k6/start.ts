/** `setup`: everything that must be right before the first phase, and the first contact with the target. */
import exec from "k6/execution";
import { event, Exchange, noThresholds, now, prepareFolder, refuse as endRun, resolve, serve } from "k6/x/healthcheck";
import contactSource from "once:../contact";
import type { ExchangeResult } from "../../xk6/healthcheck";
import type { Wire } from "../checker";
import type { Start } from "../judge/evidence";
import type { Plan } from "../plan/plan";
import { evaluate } from "./once";
import { checkerSpec, clientSpec } from "./specs";

/** What the VUs are handed by k6 after `setup`. */
export interface SetupData {
  start: Start;
  clientWire: Wire;
}

/** Two contacts: what both greetings begin with is what the service always says. */
const FIRST_CONTACTS = 2;

export function start(plan: Plan): SetupData {
  refuseForeignScenarios(plan);
  refuseWithoutVerdict();
  const { config } = plan;
  const { chooseClient, firstContact, isPublicAddress } = evaluate<typeof import("../contact")>(contactSource);
  if (config.out !== null) {
    const trouble = prepareFolder(config.out);
    if (trouble !== "") refuse(`OUT: ${JSON.stringify(config.out)} is refused: ${trouble}`);
  }
  const address = targetAddress(plan, isPublicAddress);
  refuseUnspeakable(plan, address);

  const contacts: ExchangeResult[] = [];
  if (config.client.wire === null) {
    const contact = new Exchange(clientSpec(config.client, firstContact(config.client), address, "first-contact"));
    for (let i = 0; i < FIRST_CONTACTS; i++) contacts.push(contact.run({ phase: "first-contact" }));
  }
  const choice = chooseClient(config.client, contacts);
  if (choice.refusal !== "") refuse(choice.refusal);
  return {
    start: { originMs: now(), address, client: choice.client, notes: choice.notes },
    clientWire: choice.wire,
  };
}

/** `--vus`, `--duration`, `--iterations` and K6_VUS, … replace the script's scenarios: nothing of the plan would run. */
function refuseForeignScenarios(plan: Plan): void {
  const running = Object.keys(exec.test.options.scenarios ?? {})
    .sort()
    .join();
  if (running !== Object.keys(plan.options.scenarios).sort().join()) {
    refuse(
      "--vus, --duration, --iterations, --stage (and K6_VUS, …): refused, they would discard the phases; " +
        "set BASELINE, STORM, NIGHT, RECOVERY, NODES and CLIENT_RATE instead",
    );
  }
}

/** The verdict is made in teardown and told by thresholds: without the one or the other a bad run would exit 0. */
function refuseWithoutVerdict(): void {
  if (noThresholds()) refuse("--no-thresholds (and K6_NO_THRESHOLDS): refused, a lost gate would exit 0");
  const { noTeardown } = exec.test.options as { noTeardown?: boolean | null };
  if (noTeardown) refuse("--no-teardown (and K6_NO_TEARDOWN): refused, there would be no verdict");
}

function targetAddress(plan: Plan, isPublicAddress: (ip: string) => boolean): string {
  const { target, embedded, limits } = plan.config;
  if (target === null) return serve({ flaw: embedded.flaw, backlog: embedded.backlog }).address;
  let address: string;
  try {
    address = resolve(target.text);
  } catch (error) {
    return refuse(`TARGET: ${JSON.stringify(target.text)} is refused: ${oneLine(error)}`);
  }
  const ip = address.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  if (isPublicAddress(ip) && !limits.allowPublic) {
    refuse(
      `TARGET: ${JSON.stringify(target.text)} is refused: its address ${ip} is public; ` +
        "set ALLOW_PUBLIC=1 if the service is yours to test",
    );
  }
  return address;
}

/** Builds every exchange once, so that what cannot be said on this platform is refused before the first packet. */
function refuseUnspeakable(plan: Plan, address: string): void {
  const { client } = plan.config;
  plan.checkers.forEach((checker, index) => {
    try {
      new Exchange(checkerSpec(checker, 0, address));
    } catch (error) {
      refuse(`CHECKER: ${JSON.stringify(checker.name)} is refused: ${oneLine(error)} (checkers[${index}])`);
    }
  });
  if (client.wire === null) return;
  try {
    new Exchange(clientSpec(client, client.wire, address, "client"));
  } catch (error) {
    refuse(`CLIENT: ${JSON.stringify(client.kind)} is refused: ${oneLine(error)}`);
  }
}

/** The event by which handleSummary knows that there is nothing to report. */
export const REFUSED = "refused";

function refuse(message: string): never {
  event(REFUSED, message);
  return endRun(message);
}

function oneLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split("\n")[0]!;
}
