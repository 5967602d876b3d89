/**
 * junit.xml by the schema that Jenkins' xUnit plugin holds reports to, read by libxml2's xmllint.
 *
 * The schema is not ours: .ci/junit-schema/run fetches it.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { text } from "node:stream/consumers";
import { hasTool } from "./tools";

const SCHEMA = new URL("../../.ci/junit-schema/junit-10.xsd", import.meta.url).pathname;

export const canValidateJunit = existsSync(SCHEMA) && hasTool("xmllint");

/** One line for each; empty: it is valid, or this machine lacks what tells (the tests of test/report/junit-schema.test.ts are skipped then). */
export async function junitErrors(xml: string): Promise<string[]> {
  if (!canValidateJunit) return [];
  const xmllint = spawn("xmllint", ["--noout", "--nonet", "--schema", SCHEMA, "-"]);
  xmllint.stdin.end(xml);
  const [complaint, code] = await Promise.all([
    text(xmllint.stderr),
    new Promise((resolve) => xmllint.on("close", resolve)),
  ]);
  return code === 0 ? [] : complaint.trim().split("\n");
}
