/**
 * junit.xml: a suite per checker, a case per gate and floor. A lost gate is a failure; an inconclusive run is an error and
 * never a failure, because it says nothing of the target.
 */
import Builder from "fast-xml-builder";
import type { Journal, JournalRule } from "../model/journal";
import { legalXml } from "./legal-xml";

interface Case {
  "@_name": string;
  "@_classname": string;
  failure?: Detail;
  error?: Detail;
  skipped?: { "@_message": string };
}

interface Detail {
  "@_message": string;
  "@_type": string;
  "#text": string;
}

/** `decides` false: an arm that GATE leaves out. Whatever became of it must not fail a pipeline: its cases are skipped, with what was seen. */
type Suite = Journal & { name?: string; decides?: boolean };

/** @param journals one for each arm of a comparison, and one of a single run */
export function junitXml(...journals: Suite[]): string {
  const suites = journals.flatMap((journal) => journal.checkers.map(({ name }) => suite(journal, name)));
  return new Builder({
    ignoreAttributes: false,
    format: true,
    suppressEmptyNode: true,
    suppressBooleanAttributes: false,
  }).build({
    "?xml": { "@_version": "1.0", "@_encoding": "UTF-8" },
    testsuites: {
      "@_name": "probe-storm",
      ...total(suites.flatMap(({ testcase }) => testcase)),
      "@_time": rounded(journals.reduce((sum, journal) => sum + seconds(journal) * journal.checkers.length, 0)),
      testsuite: suites,
    },
  });
}

function suite(journal: Suite, checker: string) {
  const floors = journal.floors.filter((floor) => floor.checker === undefined || floor.checker === checker);
  const label = suiteLabel(journal, checker);
  const testcase = [
    conclusive(journal, label),
    ...journal.gates.map((gate) => ruleCase(journal, label, gate, "gate")),
    ...floors.map((floor) => ruleCase(journal, label, floor, "floor")),
  ].map((one) => (journal.decides === false ? undecided(one) : one));
  return {
    "@_name": legalXml(`probe-storm ${journal.target} ${label}`),
    "@_timestamp": journal.startedAt,
    ...counts(testcase),
    "@_time": seconds(journal),
    testcase,
  };
}

/** Arms may have checkers of the same name: an old and a new configuration of one server. */
function suiteLabel({ name, checkers }: Suite, checker: string): string {
  if (name === undefined || name === checker) return checker;
  return checkers.length === 1 ? name : `${name} ${checker}`;
}

/** The case that carries the error of an inconclusive run, whatever made it so. */
function conclusive({ verdict, reason }: Journal, checker: string): Case {
  const entry = named("conclusive", checker);
  return verdict === "inconclusive" ? { ...entry, error: detail(reason, verdict) } : entry;
}

function ruleCase({ verdict }: Journal, checker: string, rule: JournalRule, kind: "gate" | "floor"): Case {
  const entry = named(rule.name, checker);
  if (rule.ok) return kind === "gate" && rule.observed === null ? { ...entry, skipped: message(rule.text) } : entry;
  if (verdict === "inconclusive") {
    return kind === "floor"
      ? { ...entry, error: detail(rule.text, verdict) }
      : { ...entry, skipped: message(`inconclusive: ${rule.text}`) };
  }
  return kind === "gate"
    ? { ...entry, failure: detail(rule.text, verdict) }
    : { ...entry, skipped: message(rule.text) };
}

function undecided({ failure, error, ...entry }: Case): Case {
  const seen = failure ?? error;
  return seen === undefined ? entry : { ...entry, skipped: message(`GATE leaves this arm out: ${seen["@_message"]}`) };
}

function named(name: string, checker: string): Case {
  return { "@_name": legalXml(name), "@_classname": legalXml(`probe-storm.${checker}`) };
}

function message(text: string) {
  return { "@_message": oneLine(text) };
}

function detail(text: string, type: string): Detail {
  return { "@_message": oneLine(text), "@_type": type, "#text": legalXml(text) };
}

function counts(cases: readonly Case[]) {
  return {
    "@_tests": cases.length,
    "@_failures": cases.filter(({ failure }) => failure).length,
    "@_errors": cases.filter(({ error }) => error).length,
    "@_skipped": cases.filter(({ skipped }) => skipped).length,
  };
}

/** The schema of Jenkins' xUnit plugin knows no `skipped` of all suites together. */
function total(cases: readonly Case[]) {
  const { "@_tests": tests, "@_failures": failures, "@_errors": errors } = counts(cases);
  return { "@_tests": tests, "@_failures": failures, "@_errors": errors };
}

function seconds({ phases }: Journal): number {
  return rounded(Object.values(phases).reduce((sum, phase) => sum + phase.seconds, 0));
}

/** Three decimals: more are no time, by that schema. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function oneLine(text: string): string {
  return legalXml(text).replace(/\s+/g, " ");
}
