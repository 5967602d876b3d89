/** junit.xml of what is no run with gates: a case each, in error where nothing can be said. */
import Builder from "fast-xml-builder";
import { printable } from "../text/format";
import { legalXml } from "./legal-xml";

export interface Finding {
  name: string;
  /** Empty: passed. */
  error: string;
}

export function testsuites(name: string, startedAt: string, findings: readonly Finding[]): string {
  const errors = findings.filter(({ error }) => error !== "").length;
  const counts = { "@_tests": findings.length, "@_failures": 0, "@_errors": errors };
  return new Builder({ ignoreAttributes: false, format: true, suppressEmptyNode: true }).build({
    "?xml": { "@_version": "1.0", "@_encoding": "UTF-8" },
    testsuites: {
      "@_name": "probe-storm",
      ...counts,
      testsuite: {
        "@_name": text(name),
        "@_timestamp": startedAt,
        ...counts,
        "@_skipped": 0,
        testcase: findings.map((finding) => ({
          "@_name": text(finding.name),
          "@_classname": "probe-storm",
          ...(finding.error !== "" && {
            error: { "@_message": text(finding.error), "@_type": "inconclusive", "#text": text(finding.error) },
          }),
        })),
      },
    },
  });
}

function text(words: string): string {
  return legalXml(printable(words));
}
