/** The building blocks of a page: sections, tables, lists, and pictures with the table behind them. */
import { prose, shortened, type Detail } from "./detail";
import { markup, type Markup, type Part } from "./markup";

/** What stands where entries are left out. */
export function more(left: number): string {
  return `… ${left} more in journal.json`;
}

/** The first entries, and how many are left out. */
export function first<Entry>(
  entries: readonly Entry[],
  most: number,
): { shown: readonly Entry[]; rest: Markup | null } {
  const left = entries.length - most;
  return {
    shown: entries.slice(0, most),
    rest: left > 0 ? markup`<p class="note">${more(left)}</p> ` : null,
  };
}

/** For a table whose rows are few by themselves. */
export const ALL = Infinity;

/** Empty where it has nothing to show. */
export function section(id: string, title: string, ...parts: Part[]): Markup | null {
  const shown = parts.filter((part) => part !== null && part !== false && part !== "");
  if (shown.length === 0) return null;
  return markup`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${shown}
  </section> `;
}

export function paragraph(text: string, detail: Detail): Markup | null {
  return text === "" ? null : markup`<p>${prose(text, detail)}</p> `;
}

/**
 * @param rows of texts or markup; the first cell names its row
 * @param options.most rows that are shown; the number of the others is told
 * @param options.look `stacked`: on a phone the cells of a row stand below one another, each beside the name of its column
 */
export function table(
  label: string,
  head: readonly string[],
  rows: readonly (readonly Part[])[],
  detail: Detail,
  { most = detail.items, look = "plain" }: { most?: number; look?: "plain" | "stacked" } = {},
): Markup | null {
  if (rows.length === 0) return null;
  const left = rows.length - most;
  const fit = (cell: Part) => (typeof cell === "string" ? shortened(cell, detail) : cell);
  // A keyboard can scroll what has the focus: a wide table moves by itself, and never the page.
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="Table: ${shortened(label, detail)}">
    <table${look === "stacked" && markup` class="stacked"`}>
      <thead>
        <tr>
          ${head.map((cell) => markup`<th scope="col">${fit(cell)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${[...rows.slice(0, most), ...(left > 0 ? [[more(left), ...head.slice(1).map(() => "")]] : [])].map(
          ([name = "", ...cells]) =>
            markup`<tr>
              <th scope="row">${fit(name)}</th>
              ${cells.map((cell, index) => markup`<td${look === "stacked" && markup` data-label="${head[index + 1] ?? ""}"`}>${typeof cell === "string" ? unbroken(prose(cell, detail)) : cell}</td>`)}
            </tr> `,
        )}
      </tbody>
    </table>
  </div> `;
}

/** A short figure stays with its unit. */
function unbroken(cell: string): string {
  return cell.length > 14 ? cell : cell.replace(/ /g, "\u00a0");
}

/** The table behind a picture: it opens without a script. */
export function behind(summary: string, ...parts: Part[]): Markup {
  return markup`<details>
    <summary>${summary}</summary>
    ${parts}
  </details> `;
}

export function list(items: readonly Part[], detail: Detail): Markup | null {
  if (items.length === 0) return null;
  const left = items.length - detail.items;
  return markup`<ul>
    ${items
      .slice(0, detail.items)
      .map(
        (item) => markup`<li>${typeof item === "string" ? prose(item, detail) : item}</li> `,
      )}${left > 0 && markup`<li>${more(left)}</li>`}
  </ul> `;
}

/** Names with their values. */
export function facts(entries: readonly (readonly [name: string, value: string])[], detail: Detail): Markup | null {
  const known = entries.filter(([, value]) => value !== "");
  if (known.length === 0) return null;
  return markup`<dl>
    ${known.map(
      ([name, value]) =>
        markup`<div>
          <dt>${shortened(name, detail)}</dt>
          <dd>${prose(value, detail)}</dd>
        </div> `,
    )}
  </dl> `;
}
