/** The pictures of README.md show what the product's data say. `npm run pictures` draws them anew. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { styles } from "../../lib/checkers/styles";
import type { Verdict } from "../../lib/model/journal";
import { makePlan } from "../../lib/plan/make-plan";
import { DEMO_CHECKS } from "../../lib/report/demo-checks";
import { explain } from "../../lib/report/explain";
import { rungText } from "../../lib/report/ladder";
import { GREETS_AFTER_MS } from "../../lib/report/ladder-drawing";
import type { DemoOutcome } from "../../lib/report/ladders-picture";
import { defaultPhases, demoLadders } from "../../lib/report/pictures";
import { resolveConfig } from "../../lib/settings/resolve-config";
import { areaOf, isInside, named, nodes, numberOf, overlap, readSvg, type Node } from "../support/svg";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

const committed = { ladders: read("docs/images/ladders.svg"), phases: read("docs/images/phases.svg") };
const outcomes = panelsOf(readSvg(committed.ladders)).map(outcomeOf);
const others: DemoOutcome[] = [
  { verdict: "degraded", acceptedRatio: 0.5 },
  { verdict: "inconclusive", acceptedRatio: 0.9876 },
  { verdict: "held", acceptedRatio: 1 },
];

/** As they are drawn now; the committed ones are no others. */
const pictures = [
  { name: "the ladders", svg: demoLadders(outcomes).svg },
  { name: "ladders with other outcomes", svg: demoLadders(others).svg },
  { name: "the phases", svg: defaultPhases().svg },
];

test("the committed ladders.svg is what is drawn from the outcomes that it shows", () => {
  expect(committed.ladders).toBe(demoLadders(outcomes).svg);
});

test("the committed ladders.svg shows the verdicts that the demo expects", () => {
  expect(outcomes.map(({ verdict }) => verdict)).toEqual(DEMO_CHECKS.map(({ expected }) => expected));
});

test("the committed phases.svg is what is drawn from the default settings now", () => {
  expect(committed.phases).toBe(defaultPhases().svg);
});

test.each([
  { image: "ladders.svg", alt: demoLadders(outcomes).alt },
  { image: "phases.svg", alt: defaultPhases().alt },
])("README.md shows $image, and says the same in words", ({ image, alt }) => {
  const [, found] = new RegExp(`!\\[([^\\]]*)\\]\\(docs/images/${image}\\)`).exec(read("README.md")) ?? [];
  expect(found?.replace(/\s+/g, " ")).toBe(alt);
});

test.each(pictures)("the picture of $name is small, and can be read without being seen", ({ svg }) => {
  expect(svg.length).toBeLessThan(20_000);
  const { attributes, children } = readSvg(svg);
  expect(attributes.role).toBe("img");
  const described = attributes["aria-labelledby"]!.split(" ").map((id) =>
    children.find((child) => child.attributes.id === id),
  );
  expect(described.map((child) => child?.name)).toEqual(["title", "desc"]);
  expect(described.every((child) => child!.text.length > 10)).toBe(true);
});

test.each(pictures)(
  "every text in the picture of $name lies inside the view box and its panel, and on no other text",
  ({ svg }) => {
    const root = readSvg(svg);
    const [left, top, width, height] = root.attributes.viewBox!.split(" ").map(Number);
    const viewBox = { left: left!, right: left! + width!, top: top!, bottom: top! + height! };
    const texts = nodes(root, named("text"));
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.filter((text) => !isInside(areaOf(text), viewBox)).map(({ text }) => text)).toEqual([]);
    const panels = nodes(root, ({ name, children }) => name === "g" && children[0]?.name === "rect");
    const outside = panels.flatMap((panel) =>
      nodes(panel, named("text")).filter((text) => !isInside(areaOf(text), areaOf(panel.children[0]!))),
    );
    expect(outside.map(({ text }) => text)).toEqual([]);
    const overlapping = texts.flatMap((one, index) =>
      texts.slice(index + 1).flatMap((other) => (overlap(areaOf(one), areaOf(other)) ? [[one.text, other.text]] : [])),
    );
    expect(overlapping).toEqual([]);
  },
);

test.each(DEMO_CHECKS.map(({ title, settings }, index) => ({ title, style: settings.CHECKER!, index })))(
  "the arrows of $style are those of the ladder that `explain` shows, in their order",
  ({ title, style, index }) => {
    const panel = panelsOf(readSvg(demoLadders(others).svg))[index]!;
    const drawn = nodes(panel, ({ attributes }) => attributes.class === "rung");
    const [connection] = explain({ kind: "style", style: styles.get(style)! }).connections;
    expect(drawn.map(drawnText)).toEqual(connection!.ladder.map(rungText));
    const heights = drawn.map((rung) => numberOf(nodes(rung, named("line"))[0]!, "y1"));
    expect(heights).toEqual([...heights].sort((one, other) => one - other));
    expect(nodes(panel, named("text")).map(({ text }) => text)).toContain(title);
  },
);

test("only the check that waits longer than the server takes to greet is greeted", () => {
  const greeted = panelsOf(readSvg(demoLadders(others).svg)).filter(
    (panel) => nodes(panel, ({ attributes }) => attributes.class === "greeting").length > 0,
  );
  expect(greeted.map(({ attributes }) => attributes["data-check"])).toEqual(["CHECKER=delayed-close DELAY=10ms"]);
  const [, microseconds] = /s\.Pause\((\d+) \* time\.Microsecond\)/.exec(read("xk6/flawed/stuck_greeting.go"))!;
  expect(GREETS_AFTER_MS).toBe(Number(microseconds) / 1_000);
});

test("other outcomes are shown as other words, figures and bars", () => {
  const panels = panelsOf(readSvg(demoLadders(others).svg));
  expect(panels.map(outcomeOf)).toEqual(others);
  const shown = panels.map((panel) => nodes(panel, named("text")).map(({ text }) => text));
  expect(shown[0]).toEqual(expect.arrayContaining(["degraded", "50 %"]));
  expect(shown[1]).toEqual(expect.arrayContaining(["inconclusive", "98.7 %"]));
  const [empty, filled] = nodes(panels[0]!, named("rect")).slice(-2);
  expect(numberOf(filled!, "width")).toBe(numberOf(empty!, "width") / 2);
});

test("the phases on the line have the plan's lengths, and the bars stand where somebody is active", () => {
  const { phases } = makePlan(resolveConfig({ env: {}, cwd: "/", readFile: () => "", regexError: () => "" }));
  const root = readSvg(defaultPhases().svg);
  const drawn = nodes(root, ({ attributes }) => "data-phase" in attributes);
  expect(drawn.map(({ attributes }) => attributes["data-phase"])).toEqual(phases.map(({ name }) => name));
  const areas = drawn.map(({ children }) => areaOf(children[0]!));
  const scale = (areas[areas.length - 1]!.right - areas[0]!.left) / phases[phases.length - 1]!.endMs;
  areas.forEach(({ left, right }, index) => {
    const { startMs, endMs } = phases[index]!;
    expect(Math.abs(left - areas[0]!.left - startMs * scale)).toBeLessThan(5);
    expect(Math.abs(right - areas[0]!.left - endMs * scale)).toBeLessThan(5);
  });
  const activeIn = (who: string) => {
    const [lane] = nodes(root, ({ attributes }) => attributes["data-lane"] === who);
    return phases
      .filter((_, index) => lane!.children.some((bar) => numberOf(bar, "x") === areas[index]!.left))
      .map(({ name }) => name);
  };
  expect(activeIn("clients")).toEqual(["baseline", "storm", "recovery"]);
  expect(activeIn("checkers")).toEqual(["storm", "night"]);
});

function panelsOf(root: Node): Node[] {
  return nodes(root, ({ attributes }) => "data-check" in attributes);
}

function outcomeOf({ attributes }: Node): DemoOutcome {
  return { verdict: attributes["data-verdict"] as Verdict, acceptedRatio: Number(attributes["data-accepted-ratio"]) };
}

/** As {@link rungText} writes it, by the direction of its arrow; a pause has no arrowhead. */
function drawnText(rung: Node): string {
  const [{ text }, ...more] = nodes(rung, named("text")) as [Node, ...Node[]];
  expect(more).toEqual([]);
  if (nodes(rung, named("polygon")).length === 0) return `(${text})`;
  const [line] = nodes(rung, named("line"));
  return `${numberOf(line!, "x1") < numberOf(line!, "x2") ? "→" : "←"} ${text}`;
}
