/** report.html of a comparison: the same picture for each checker, on the same time axis and the same scales. */
import type { ArmJournal, Comparison } from "../../model/comparison";
import { listed } from "../../text/format";
import {
  ARM_COLUMNS,
  armCells,
  changeAdvice,
  comparisonNotes,
  findings,
  goingOn,
  reasons,
  serviceAdvice,
} from "../comparison-words";
import { verdictText } from "../shared-phrases";
import { first, list, paragraph, section, table } from "./blocks";
import { fitted, prose, shortened, type Detail } from "./detail";
import { markup, type Markup, type Part } from "./markup";
import { notesPart } from "./notes-part";
import { page } from "./page";
import { settingsPart } from "./settings-part";
import { legend, timeTables } from "./timeline-part";
import { scalesOf, timePicture } from "./time-picture";

export function comparisonPage(comparison: Comparison): string {
  const { verdict, reason, target, startedAt, arms, gate, cutShort } = comparison;
  const deciding = gate.length < arms.length ? `Decided by ${listed(gate)}.` : "";
  const head = { kind: verdict, word: verdict.toUpperCase(), sentence: reason, target, startedAt };
  return fitted((detail) =>
    page(
      head,
      detail,
      paragraph(deciding, detail),
      cutShort !== "" && paragraph("The run was cut short; the arms that were over by then are kept.", detail),
      findings(comparison).map(({ label, text }) => labelled(label, text, detail)),
      armsPart(comparison, detail),
      section("arms", "In figures", armsTable(comparison, detail)),
      section(
        "reasons",
        "Why",
        ...limited(reasons(comparison), detail.items, ({ name, text }) => labelled(name, text, detail)),
      ),
      section(
        "changes",
        "What to change in the checker",
        ...limited(changeAdvice(comparison), detail.items, (one) => change(one, detail)),
      ),
      section("advice", "What to change in the service", list(serviceAdvice(comparison), detail)),
      section("going-on", "To go on", list(goingOn(comparison), detail)),
      settingsPart(arms[0] ?? { settings: [] }, detail),
      notesPart(comparisonNotes(comparison), detail),
    ),
  );
}

function labelled(label: string, text: string, detail: Detail): Markup {
  return markup`<p><b>${shortened(label, detail)}:</b> ${prose(text, detail)}</p>
`;
}

function limited<Entry>(entries: readonly Entry[], most: number, write: (entry: Entry) => Markup): Part[] {
  const { shown, rest } = first(entries, most);
  return shown.length === 0 ? [] : [shown.map(write), rest];
}

function change({ text, lines }: { text: string; lines: string[] }, detail: Detail): Markup {
  const { shown, rest } = first(lines, detail.rows);
  return markup`<p>${prose(text, detail)}</p>${
    lines.length > 0 &&
    markup`<pre>${shown.map(
      (line): Part => markup`${shortened(line, detail)}
`,
    )}</pre>${rest}`
  }
`;
}

/** A row of small pictures: what differs between them is the checker. */
function armsPart({ arms }: Comparison, detail: Detail): Markup | null {
  const { shown, rest } = first(harmfulFirst(arms, detail), detail.items);
  const ran = arms.filter(({ timeline }) => timeline.length > 0);
  if (ran.length === 0) return null;
  const scales = scalesOf(ran, detail.bins);
  const bins = Math.min(detail.bins, ARM_BINS);
  return section(
    "pictures",
    "What happened",
    markup`<p class="note">The same time axis and the same scales in each picture; checks are made in the shaded phases.</p>
<div class="arms">${shown.map((arm, index) => armPart(arm, `arm-${index}`, bins, scales, detail))}</div>
`,
    rest,
  );
}

/** Where arms are left out, those are kept that a reader must know of. */
function harmfulFirst(arms: readonly ArmJournal[], { items }: Detail): readonly ArmJournal[] {
  if (arms.length <= items) return arms;
  const harmful = ({ verdict }: ArmJournal) => verdict === "wedged" || verdict === "degraded";
  return [...arms.filter(harmful), ...arms.filter((arm) => !harmful(arm))];
}

const ARM_BINS = 120;
const ARM_ROWS = 30;

function armPart(
  arm: ArmJournal,
  id: string,
  bins: number,
  scales: ReturnType<typeof scalesOf>,
  detail: Detail,
): Markup {
  const { name, verdict, notRun } = arm;
  const title = markup`<h3>${shortened(name, detail)}: ${notRun === "" ? verdictWord(verdict) : "not run"}</h3>
<p class="note">${shortened(arm.wire, detail)}</p>
`;
  if (arm.timeline.length === 0)
    return markup`<div>${title}<p>${shortened(notRun, detail)}</p></div>
`;
  const words = { title: shortened(`${name}: ${verdict}`, detail), desc: shortened(verdictText(arm), detail) };
  return markup`<div>${title}<figure>${legend(arm, id)}${timePicture(arm, { id, width: 440 }, { bins, scales, size: "small", words })}</figure>${timeTables(arm, { ...detail, rows: Math.min(detail.rows, ARM_ROWS) }, ` of ${shortened(name, detail)}`)}</div>
`;
}

/** The word says it; the colour helps a reader who looks over many rows. */
function verdictWord(verdict: ArmJournal["verdict"]): Markup {
  return markup`<b class="${verdict}">${verdict}</b>`;
}

function armsTable({ arms }: Comparison, detail: Detail): Markup | null {
  const rows = harmfulFirst(arms, detail).map((arm): Part[] => {
    const cells = armCells(arm);
    const verdict = arm.notRun === "" ? verdictWord(arm.verdict) : cells.verdict;
    return Object.values({ ...cells, verdict }) as Part[];
  });
  const used = Object.values(ARM_COLUMNS).map((_, column) => rows.some((row) => row[column] !== ""));
  const only = <Cell>(cells: readonly Cell[]) => cells.filter((_, column) => used[column]);
  return table("What the checkers did", only(Object.values(ARM_COLUMNS) as string[]), rows.map(only), detail, {
    look: "stacked",
  });
}
