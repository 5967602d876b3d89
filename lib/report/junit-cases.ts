/** junit.xml of what is no run with gates: a case each, in error where nothing can be said. */
import Builder from "fast-xml-builder";
import { printable } from "../text/format";

export interface Finding {
  name: string;
  /** Empty: passed. */
  error: string;
}

export function testsuites(name: string, startedAt: string, findings: readonly Finding[]): string {
  const errors = findings.filter(({ error }) => error !== "").length;
  const counts = { "@_tests": findings.length, "@_failures": 0, "@_errors": errors, "@_skipped": 0 };
  return new Builder({ ignoreAttributes: false, format: true, suppressEmptyNode: true }).build({
    "?xml": { "@_version": "1.0", "@_encoding": "UTF-8" },
    testsuites: {
      "@_name": "probe-storm",
      ...counts,
      testsuite: {
        "@_name": printable(name),
        "@_timestamp": startedAt,
        ...counts,
        testcase: findings.map((finding) => ({
          "@_name": printable(finding.name),
          "@_classname": "probe-storm",
          ...(finding.error !== "" && { error: { "@_message": printable(finding.error), "@_type": "inconclusive" } }),
        })),
      },
    },
  });
}
