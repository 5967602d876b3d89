/** SVG in a page: sizes, marks and hatchings that hold without colour and without styles. */
import { itemAt } from "../../model/non-empty";
import { element, lettering, light, type Colour } from "../svg";
import { escaped } from "../../text/escaped";
import { markup, raw, type Markup } from "./markup";

/** A picture is drawn twice: on a phone a wide one shrinks until nobody can read it. */
export interface Frame {
  id: string;
  width: number;
}

export function svg(
  { id, width }: Frame,
  height: number,
  words: { title: string; desc: string },
  body: readonly string[],
): Markup {
  return raw(
    element(
      "svg",
      {
        viewBox: `0 0 ${width} ${Math.ceil(height)}`,
        width,
        height: Math.ceil(height),
        role: "img",
        "aria-labelledby": `${id}-title ${id}-desc`,
        "font-family": "system-ui, sans-serif",
      },
      element("title", { id: `${id}-title` }, escaped(words.title)),
      element("desc", { id: `${id}-desc` }, escaped(words.desc)),
      ...body,
    ),
  );
}

/** @param draw the same picture at another width */
export function wideAndNarrow(id: string, draw: (frame: Frame) => Markup): Markup {
  return markup`<div class="wide">${draw({ id, width: 920 })}</div>
    <div class="narrow" hidden>${draw({ id: `${id}-narrow`, width: 340 })}</div> `;
}

/** What a share of the clients came to, told apart by hatching as well as by colour: solid, stripes, bars, dots, a grid. */
export const LOST: readonly { colour: Colour; hatch: string; turned?: number }[] = [
  { colour: "red", hatch: "" },
  { colour: "orange", hatch: "M2 0V6", turned: 45 },
  { colour: "magenta", hatch: "M2 0V6" },
  { colour: "yellow", hatch: "M0 2H2.5", turned: 45 },
  { colour: "mute", hatch: "M2 0V6M0 2H6" },
];

export function patterns(id: string): string {
  const all = LOST.flatMap(({ colour, hatch, turned }, index) =>
    hatch === ""
      ? []
      : [
          element(
            "pattern",
            {
              id: `${id}-${index}`,
              width: 6,
              height: 6,
              patternUnits: "userSpaceOnUse",
              ...(turned !== undefined && { patternTransform: `rotate(${turned})` }),
            },
            element("path", { d: hatch, stroke: light(colour), "stroke-width": 3 }),
          ),
        ],
  );
  return element("defs", {}, ...all);
}

/** The fill of the nth most frequent cause. */
export function lostFill(id: string, rank: number): string {
  const index = Math.min(rank, LOST.length - 1);
  const { hatch, colour } = itemAt(LOST, index, "the hatchings");
  return hatch === "" ? light(colour) : `url(#${id}-${index})`;
}

/** A small square before a word of a legend. */
export function swatch(fill: string, stroke: Colour): Markup {
  return raw(
    element(
      "svg",
      { viewBox: "0 0 14 14", width: 14, height: 14, "aria-hidden": "true", class: "swatch" },
      element("rect", { x: 1, y: 1, width: 12, height: 12, fill, stroke: light(stroke) }),
    ),
  );
}

/** A number beside an axis. It is no figure of the run, and does not stand in the journal. */
export function tickText(x: number, y: number, words: string, anchor: "start" | "middle" | "end"): string {
  return element("g", { class: "tick" }, lettering({ x, y }, words, { size: 11, colour: "mute", anchor }));
}

export function path(d: string, attributes: Readonly<Record<string, string | number>>): string {
  return element("path", { d, ...attributes });
}

/** The greatest width that a text can have. */
export function widthOf(words: string, size: number): number {
  return words.length * size * 0.6;
}
