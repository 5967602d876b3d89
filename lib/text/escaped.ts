/** Text becomes markup here, for HTML and SVG alike, in elements and in attributes. */
import { printable } from "./format";

/** Characters that turn the direction of what follows them: a page would show another order than the text has. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Whatever a target sent stays text: no element, no end of an attribute, no control character. */
export function escaped(text: string): string {
  return printable(text)
    .replace(TURNING, "\ufffd")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");
}
