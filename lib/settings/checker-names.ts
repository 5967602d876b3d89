/** CHECKER: presets and styles by name. */
import type { Preset, Style } from "../checker";
import { presets } from "../presets/index";
import { refusal } from "../refusal";
import { styles } from "../styles/index";
import type { Syntax } from "./syntax";

export type Base = { preset: Preset } | { style: Style };

const NAMES = [...new Set([...presets.keys(), ...styles.keys()])];

export function styleOf(base: Base): Style {
  return "style" in base ? base.style : styles.get(base.preset.style)!;
}

export const presetOrStyle: Syntax<Base> = {
  accepts: `a preset (${[...presets.keys()].join(", ")}) or a style (${[...styles.keys()].join(", ")})`,
  read(text, name) {
    const preset = presets.get(text);
    if (preset !== undefined) return { preset };
    const style = styles.get(text);
    if (style === undefined) throw refusal(name, text, this.accepts, NAMES);
    return { style };
  },
};

export const presetName: Syntax<Base> = {
  accepts: `a preset: ${[...presets.keys()].join(", ")}`,
  read(text, name) {
    const preset = presets.get(text);
    if (preset === undefined) throw refusal(name, text, this.accepts, [...presets.keys()]);
    return { preset };
  },
};

export const styleName: Syntax<Base> = {
  accepts: `a style: ${[...styles.keys()].join(", ")}`,
  read(text, name) {
    const style = styles.get(text);
    if (style === undefined) throw refusal(name, text, this.accepts, [...styles.keys()]);
    return { style };
  },
};

/** One or several, which storm together. */
export const checkerNames: Syntax<Base[]> = {
  accepts: `one or more, comma-separated, each ${presetOrStyle.accepts}`,
  read(text, name, outside) {
    const names = text.split(",").map((part) => part.trim());
    if (names.includes(""))
      throw refusal(name, text, `a name is missing between the commas; accepted is ${this.accepts}`);
    const twice = names.find((part, index) => names.indexOf(part) !== index);
    if (twice !== undefined) throw refusal(name, text, `${twice} is in it twice; raise NODES for more of the same`);
    return names.map((part) => presetOrStyle.read(part, name, outside));
  },
};
