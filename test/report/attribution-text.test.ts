import { expect, test } from "vitest";
import type { Attribution } from "../../lib/model/attribution";
import { attributionText } from "../../lib/report/attribution-text";
import { journalOf } from "./journals";

const alike = (counts: string, share: string, baseline: string) =>
  `Harm showed after ${counts} had done none. A service that fails after so many connections of any kind ` +
  `would look the same in ${share} of the cases. BASELINE=${baseline} would settle it.`;

const after = (clients: number, checks: number, harmless: number, baselineSeconds: number): Attribution => ({
  kind: "any-connection",
  ...{ clients, checks, since: "storm-start", harmless, baselineSeconds },
  share: (clients + checks) / (harmless + clients + checks),
});

const table: [attribution: Attribution, text: string][] = [
  [{ kind: "strong" }, ""],
  [
    after(26, 25, 100, 13),
    alike("26 clients and 25 checks in the storm, and 100 connections before them", "33.7 %", "13s"),
  ],
  [
    after(50, 50, 100, 24),
    alike("50 clients and 50 checks in the storm, and 100 connections before them", "50 %", "24s"),
  ],
  [
    after(140, 140, 100, 68),
    alike("140 clients and 140 checks in the storm, and 100 connections before them", "73.6 %", "68s"),
  ],
  [after(8, 4, 6, 144), alike("8 clients and 4 checks in the storm, and 6 connections before them", "66.6 %", "144s")],
  [
    {
      kind: "any-connection",
      clients: 1,
      checks: 1,
      since: "storm-end",
      harmless: 1,
      share: 2 / 3,
      baselineSeconds: 1,
    },
    alike("1 client and 1 check since the storm, and 1 connections before them", "66.6 %", "1s"),
  ],
  [
    { kind: "seen-by-accident" },
    "The service saw only the few checks that the kernel had acknowledged before they could reset: on a machine with nothing else to do " +
      "it would see none of them.",
  ],
  [
    { kind: "slowdown-stays" },
    "Clients wait as long now that the checks have stopped: they may have left it behind, or clients alone brought it about. A longer " +
      "BASELINE would show it without any check.",
  ],
];

test.each(table)("the attribution %o has its sentence", (attribution, text) => {
  expect(attributionText(attribution)).toBe(text);
});

test("the journal says whether the attribution is strong or weak, and why weak", () => {
  const strong = journalOf({ storm: { order: "200-", checksBeforeFirstFailure: 1 } });
  expect([strong.attribution, strong.attributionReason]).toEqual(["strong", ""]);
  const weak = journalOf({ storm: { order: "26+ 174-", checksBeforeFirstFailure: 25 } });
  expect([weak.attribution, weak.attributionReason]).toEqual(["weak", attributionText(after(26, 25, 100, 13))]);
});
