/** Pictures as a parser reads them that we have not written, Python's, and how much room their text takes. */
import { spawnSync } from "node:child_process";

export interface Node {
  name: string;
  attributes: Readonly<Record<string, string>>;
  text: string;
  children: Node[];
}

export interface Area {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const READ = `
import json, sys, xml.etree.ElementTree as tree
def read(node):
    return {"name": node.tag.split("}")[1], "attributes": node.attrib, "text": node.text or "", "children": [read(child) for child in node]}
print(json.dumps(read(tree.fromstring(sys.stdin.buffer.read()))))
`;

const known = new Map<string, Node>();

/**
 * Each picture is parsed once: starting Python takes a while.
 *
 * @throws when it is not well-formed, or an element is outside of SVG's namespace
 */
export function readSvg(svg: string): Node {
  const node = known.get(svg) ?? parsed(svg);
  known.set(svg, node);
  return node;
}

function parsed(svg: string): Node {
  const { stdout, stderr } = spawnSync("python3", ["-c", READ], { input: svg, encoding: "utf8" });
  if (stderr !== "") throw new Error(`the picture cannot be read: ${stderr}`);
  return JSON.parse(stdout) as Node;
}

/** It and all that is in it. */
export function nodes(root: Node, isWanted: (node: Node) => boolean): Node[] {
  return [...(isWanted(root) ? [root] : []), ...root.children.flatMap((child) => nodes(child, isWanted))];
}

export const named = (name: string) => (node: Node) => node.name === name;

export function numberOf({ attributes }: Node, name: string): number {
  const value = Number(attributes[name] ?? NaN);
  if (Number.isNaN(value)) throw new Error(`${name} is no number: ${JSON.stringify(attributes)}`);
  return value;
}

export function areaOf(node: Node): Area {
  if (node.name === "rect") {
    const [left, top] = [numberOf(node, "x"), numberOf(node, "y")];
    return { left, right: left + numberOf(node, "width"), top, bottom: top + numberOf(node, "height") };
  }
  const [x, y, size] = [numberOf(node, "x"), numberOf(node, "y"), numberOf(node, "font-size")];
  const width = size * widthOf(node);
  const left = { start: x, middle: x - width / 2, end: x - width }[node.attributes["text-anchor"]!]!;
  return { left, right: left + width, top: y - 0.75 * size, bottom: y + 0.22 * size };
}

export function isInside(inner: Area, outer: Area): boolean {
  return (
    inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom
  );
}

export function overlap(one: Area, other: Area): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** In the widest of the usual fonts, DejaVu Sans; in ems. */
function widthOf({ text, attributes }: Node): number {
  const classes = (attributes.class ?? "").split(" ");
  if (classes.includes("mono")) return 0.61 * text.length;
  const width = [...text].reduce((sum, character) => sum + widthOfCharacter(character), 0);
  return classes.includes("bold") ? 1.11 * width : width;
}

function widthOfCharacter(character: string): number {
  if (/[ijl.,:;'|/ ]/.test(character)) return 0.34;
  if (/[frt()-]/.test(character)) return 0.41;
  if (/[mwMW%]/.test(character)) return 0.98;
  if (/[A-Z]/.test(character)) return 0.72;
  return 0.64;
}
