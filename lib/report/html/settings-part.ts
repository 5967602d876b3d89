/** The settings that were not at their defaults. */
import type { Journal } from "../../model/journal";
import { section, table } from "./blocks";
import { shortened, type Detail } from "./detail";
import { markup, type Markup } from "./markup";

export function settingsPart({ settings }: Pick<Journal, "settings">, detail: Detail): Markup | null {
  if (settings.length === 0) return section("settings", "Settings", markup`<p>All at their defaults.</p>`);
  return section(
    "settings",
    "Settings",
    markup`<p class="note">All others were at their defaults.</p>`,
    table(
      "Settings",
      ["setting", "value", "from"],
      settings.map(({ name, value, from }) => [
        markup`<code>${shortened(name, detail)}</code>`,
        markup`<code>${shortened(value, detail)}</code>`,
        from,
      ]),
      detail,
    ),
  );
}
