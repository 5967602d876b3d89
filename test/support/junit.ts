/** junit.xml as a parser reads it that we have not written: Python's. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

export interface Suite {
  name: string;
  /** As the attributes say. */
  tests: number;
  failures: number;
  errors: number;
  skipped: number;
  cases: {
    name: string;
    /** Empty where there is none. */
    classname: string;
    outcome: "passed" | "failure" | "error" | "skipped";
    message: string;
    text: string;
  }[];
}

const READ = `
import json, sys, xml.etree.ElementTree as tree
counts = ("tests", "failures", "errors", "skipped")
def suite(node):
    def case(child):
        inner = child[0] if len(child) else None
        outcome = "passed" if inner is None else inner.tag
        told = {"message": "", "text": ""} if inner is None else {"message": inner.attrib["message"], "text": inner.text or ""}
        return {"name": child.attrib["name"], "classname": child.attrib.get("classname", ""), "outcome": outcome, **told}
    cases = [case(child) for child in node.findall("testcase")]
    return {"name": node.attrib["name"], "cases": cases, **{name: int(node.attrib[name]) for name in counts}}
print(json.dumps([suite(node) for node in tree.fromstring(sys.stdin.buffer.read()).findall("testsuite")]))
`;

/** Rejects when the text is not well-formed. Does not block: services of other tests live in this process. */
export async function readJunit(xml: string): Promise<Suite[]> {
  const python = spawn("python3", ["-c", READ]);
  python.stdin.end(xml);
  const [said, complaint] = await Promise.all([text(python.stdout), text(python.stderr)]);
  if (complaint !== "") throw new Error(`junit.xml cannot be read: ${complaint}\n${xml}`);
  return JSON.parse(said) as Suite[];
}
