/**
 * SVG pictures are put together from elements here.
 *
 * A picture stands on a background of its own, has its colours for light and dark, uses the reader's own fonts, and says in words what it
 * shows (`title` and `desc`), for those who cannot see it. The light colours are attributes of the elements: where styles are blocked, as
 * by the content policy of Jenkins, the picture still shows.
 */
import { escaped } from "../text/escaped";

export interface Point {
  x: number;
  y: number;
}

/** Each colour in the light and in the dark. */
const PALETTE = {
  page: ["#ffffff", "#11161d"],
  panel: ["#f5f7f9", "#1a212b"],
  edge: ["#d3dae1", "#39434f"],
  ink: ["#1d232a", "#e4eaf1"],
  mute: ["#5a6570", "#98a4b0"],
  red: ["#c4232c", "#ff7d76"],
  green: ["#1a7a38", "#48bd62"],
  yellow: ["#8f6200", "#d8a02c"],
  magenta: ["#7d4fd6", "#bd93ff"],
  blue: ["#2a6fd0", "#66a9f7"],
  orange: ["#b45309", "#f0924a"],
} as const;

export type Colour = keyof typeof PALETTE;

export function light(colour: Colour): string {
  return PALETTE[colour][0];
}

/** Rules for the dark: they win over the attributes that have the light colours. */
export function darkRules(): string {
  return Object.values(PALETTE)
    .map(([day, night]) => `[fill="${day}"]{fill:${night}}[stroke="${day}"]{stroke:${night}}`)
    .join("");
}

/** A custom property for each colour, `--ink`. */
export function colourProperties(shade: "light" | "dark"): string {
  return Object.entries(PALETTE)
    .map(([name, shades]) => `--${name}:${shades[shade === "light" ? 0 : 1]};`)
    .join("");
}

const SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace";

/** @param size of the view box; the picture is drawn as wide as there is room */
export function picture(
  size: { width: number; height: number },
  words: { title: string; desc: string },
  body: string[],
): string {
  const { width, height } = size;
  const root = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "img",
    "aria-labelledby": "title desc",
  };
  const drawn = element(
    "svg",
    root,
    element("title", { id: "title" }, escaped(words.title)),
    element("desc", { id: "desc" }, escaped(words.desc)),
    element("style", {}, escaped(styles())),
    box({ x: 0.5, y: 0.5, width: width - 1, height: height - 1 }, { fill: "page", line: "edge", radius: 10 }),
    ...body,
  );
  return `${drawn}\n`;
}

/** @param children elements, or text that is escaped already */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: string[]
): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(plain(value))}"`);
  const open = `<${name}${given.join("")}`;
  return children.length === 0 ? `${open}/>` : `${open}>${children.join("\n")}</${name}>`;
}

export interface Lettering {
  size?: number;
  colour?: Colour;
  anchor?: "start" | "middle" | "end";
  bold?: boolean;
  mono?: boolean;
}

/** One line of text; `y` is its baseline. */
export function lettering({ x, y }: Point, words: string, style: Lettering = {}): string {
  const { size = 13, colour = "ink", anchor = "start", bold = false, mono = false } = style;
  const classes = [...(bold ? ["bold"] : []), ...(mono ? ["mono"] : [])].join(" ");
  const shown = { "font-size": size, "text-anchor": anchor, fill: light(colour), ...(classes && { class: classes }) };
  return element("text", { x, y, ...shown }, escaped(words));
}

export function box(
  place: { x: number; y: number; width: number; height: number },
  { fill, line, radius = 0 }: { fill: Colour; line?: Colour; radius?: number },
): string {
  const colours = { fill: light(fill), ...(line !== undefined && { stroke: light(line) }) };
  return element("rect", { ...place, ...(radius > 0 && { rx: radius }), ...colours });
}

export function stroke(from: Point, to: Point, colour: Colour, { width = 1, dashed = false } = {}): string {
  return element("line", {
    ...ends(from, to),
    "stroke-width": width,
    ...(dashed && { "stroke-dasharray": "5 4" }),
    stroke: light(colour),
  });
}

const HEAD = { length: 9, halfWidth: 4 };

/** A line with a head at `to`. */
export function arrow(from: Point, to: Point, colour: Colour, { dashed = false } = {}): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  const back = { x: to.x - along.x * HEAD.length, y: to.y - along.y * HEAD.length };
  const corner = (side: 1 | -1) =>
    `${plain(back.x - side * along.y * HEAD.halfWidth)},${plain(back.y + side * along.x * HEAD.halfWidth)}`;
  return [
    element("line", {
      ...ends(from, to),
      "stroke-width": 1.6,
      ...(dashed && { "stroke-dasharray": "5 4" }),
      stroke: light(colour),
    }),
    element("polygon", { points: `${plain(to.x)},${plain(to.y)} ${corner(1)} ${corner(-1)}`, fill: light(colour) }),
  ].join("\n");
}

function ends(from: Point, to: Point) {
  return { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
}

function styles(): string {
  return [
    `text{font-family:${SANS}}`,
    `.mono{font-family:${MONO}}`,
    ".bold{font-weight:600}",
    `@media (prefers-color-scheme:dark){${darkRules()}}`,
  ].join("");
}

function plain(value: string | number): string {
  return typeof value === "number" ? point(value) : value;
}

/** A tenth of a unit is finer than anybody sees. */
export function point(value: number): string {
  return String(Math.round(value * 10) / 10);
}
