/** The frame of a page: no script, nothing from elsewhere, and a policy of its own that forbids both. */
import { prose, shortened, type Detail } from "./detail";
import { markup, raw, type Markup, type Part } from "./markup";
import { STYLES } from "./styles";

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export interface Head {
  /** A verdict, or `found` for a measurement. */
  kind: "held" | "degraded" | "wedged" | "inconclusive" | "found";
  /** In capitals before the sentence. */
  word: string;
  sentence: string;
  target: string;
  startedAt: string;
}

export function page({ kind, word, startedAt, ...head }: Head, detail: Detail, ...parts: Part[]): Markup {
  const [sentence, target] = [prose(head.sentence, detail), shortened(head.target, detail)];
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${raw(POLICY)}" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>${word}: ${target} – probe-storm</title>
        <style>
          ${raw(STYLES)}
        </style>
      </head>
      <body>
        <header>
          <p class="product">probe-storm · ${target} · ${date(startedAt)}</p>
          <h1 class="${kind}"><strong>${word}</strong> ${sentence}</h1>
        </header>
        <main>${parts}</main>
        <footer><p>Made from journal.json beside this file, which has all figures.</p></footer>
      </body>
    </html> `;
}

/** To the second, as the journal has it. */
function date(iso: string): string {
  return iso.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC");
}
