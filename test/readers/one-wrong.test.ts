/** A wrong entry of a file takes away its own checks: whoever chooses it is told its fault, and whoever chooses more is told what is lost. */
import { expect, test } from "vitest";
import { chooseChecks, readConfiguration } from "../../lib/readers/index";
import { refusalOf } from "../settings/resolve";
import { textsOf } from "../support/printed-notes";

const POD = `apiVersion: v1
kind: Pod
metadata: { name: a }
spec:
  containers:
    - name: c
      livenessProbe: { tcpSocket: { port: web } }
      readinessProbe: { tcpSocket: { port: 80 } }
`;
const FAULT =
  'pod.yaml:7: spec.containers[0].livenessProbe.tcpSocket.port: expected a port number, or the name of a port of the container (none has a name), got "web"';

const choose = (selector: string) =>
  chooseChecks("CHECKER", `file:pod.yaml${selector}`, readConfiguration("pod.yaml", POD));

test("the entry itself is refused with its fault", () => {
  expect(refusalOf(() => choose("#a/c/liveness"))).toBe(
    `CHECKER: expected a health check that can be made, got "file:pod.yaml#a/c/liveness": ${FAULT}`,
  );
});

test("the checks beside it run, and one of them tells what is lost", () => {
  const [preset, ...others] = choose("#a");
  expect(others).toEqual([]);
  expect(textsOf(preset!.notes, "unsupported")).toEqual([`pod/a/c/liveness is lost: ${FAULT}`]);
});

test("a file with nothing else is refused with the fault", () => {
  expect(refusalOf(() => readConfiguration("pod.yaml", POD.replace(/ *readinessProbe.*\n/, "")))).toBe(FAULT);
});

test("a file without a check says why, whatever is chosen", () => {
  const text = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n";
  for (const selector of ["", "#a"])
    expect(
      refusalOf(() => chooseChecks("CHECKER", `file:a.yaml${selector}`, readConfiguration("a.yaml", text))),
    ).toContain("no object in it has containers or a balancer's health check: ConfigMap (a.yaml:1)");
});
