/** Text becomes markup here, for HTML and SVG alike, in elements and in attributes. */
import { printable } from "./format";

/** Whatever a target sent stays text: no element, no end of an attribute, no control character. */
export function escaped(text: string): string {
  return printable(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");
}
