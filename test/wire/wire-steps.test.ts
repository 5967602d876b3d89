/** What the extension is told of a check's steps. */
import { expect, test } from "vitest";
import { httpAnswer } from "../../lib/wire/http-answer";
import { wireSteps } from "../../lib/wire/wire-steps";
import { checker } from "../plan/config";

test("waiting for the service to close is a hold on the wire, and everything else is as it was", () => {
  const [answer, rest] = httpAnswer("200");
  expect(rest).toEqual({ kind: "await-end", ms: 100 });
  expect(wireSteps([answer!, rest!, { kind: "hold" }])).toEqual([answer, { kind: "hold", ms: 100 }, { kind: "hold" }]);
});

test("waiting for the service to close is no hold of the check's own, and counts in the time that a connection may stay open", () => {
  const { holdsUntil, heldMs, timeoutMs } = checker("kubelet-http");
  expect({ holdsUntil, heldMs: heldMs - timeoutMs }).toEqual({ holdsUntil: null, heldMs: 100 });
});
