/** CHECKER: presets and styles by name, and checks out of a configuration file. */
import type { CheckerBase, Style } from "../model/checker";
import { chooseChecks, FILE, fileChoice, readConfiguration } from "../readers/index";
import { presets } from "../checkers/products/index";
import { nearest, refusal } from "../text/refusal";
import { styleNamed, styles } from "../checkers/styles/index";
import { refuseSettingsFile } from "./settings-file";
import { absolutePath } from "../source/folder";
import { readFile } from "../source/read-file";
import type { Outside, Syntax } from "../source/syntax";

const NAMES = [...new Set([...presets.keys(), ...styles.keys()])];

/** What DELAY, HOLD and ENDING mean to a checker; nothing to one that has bytes of its own. */
export function optionsOf(base: CheckerBase): Style["takes"] {
  if (base.kind === "style") return base.style.takes;
  return base.preset.connections === undefined ? styleNamed(base.preset.style).takes : [];
}

export function baseName(base: CheckerBase): string {
  return base.kind === "style" ? base.style.name : base.preset.name;
}

/** A file may hold several checks of one target, such as liveness and readiness. */
export const presetOrStyle: Syntax<CheckerBase[]> = {
  accepts: `a preset such as haproxy (\`probe-storm presets\` lists them), a style (${[...styles.keys()].join(", ")}) or file:NAME#CHECK, a check out of a configuration`,
  read(text, name, outside) {
    if (text.startsWith(FILE)) return fromFile(name, text, outside);
    const preset = presets.get(text);
    if (preset !== undefined) return [{ kind: "preset", preset }];
    const style = styles.get(text);
    if (style !== undefined) return [{ kind: "style", style }];
    if (isFile(text, outside))
      throw refusal(name, text, `${FILE}${text}`, { why: `a configuration is named with ${FILE} before it` });
    const near = nearest(text, NAMES) === undefined ? ofProduct(text) : undefined;
    throw refusal(name, text, this.accepts, near ? { meant: near } : { known: NAMES });
  },
};

/** People name the product (`kubernetes`, `openstack`) where the preset has the name of the part that checks. */
function ofProduct(text: string): string | undefined {
  const word = text.toLowerCase();
  return [...presets.values()].find(({ product }) => product.toLowerCase().split(/\W+/).includes(word))?.name;
}

const OF_FILE = `${FILE}NAME or ${FILE}NAME#CHECK, a configuration`;

function fromFile(name: string, text: string, outside: Outside): CheckerBase[] {
  const { file } = fileChoice(text);
  if (file === "") throw refusal(name, text, OF_FILE, { why: "the file's name is missing" });
  const content = readFile(name, text, file, OF_FILE, outside);
  refuseSettingsFile(name, text, file, content, OF_FILE);
  const { haproxy } = outside;
  const read = readConfiguration(file, content, { ...(haproxy !== undefined && { haproxy }) });
  return chooseChecks(name, text, read).map((preset) => ({ kind: "preset", preset }));
}

/** No preset and no style has a dot or a slash in its name; a file may have neither, and is one where it is there. */
function isFile(text: string, outside: Outside): boolean {
  const { file } = fileChoice(FILE + text);
  if (/[./\\]/.test(file)) return true;
  if (nearest(text, NAMES) !== undefined) return false;
  try {
    outside.readFile(absolutePath(file, outside));
    return true;
  } catch {
    return false;
  }
}

export const presetName: Syntax<CheckerBase> = {
  accepts: "a preset such as haproxy (`probe-storm presets` lists them)",
  read(text, name) {
    const preset = presets.get(text);
    if (preset === undefined) throw refusal(name, text, this.accepts, { known: [...presets.keys()] });
    return { kind: "preset", preset };
  },
};

export const styleName: Syntax<CheckerBase> = {
  accepts: `a style: ${[...styles.keys()].join(", ")}`,
  read(text, name) {
    const style = styles.get(text);
    if (style === undefined) throw refusal(name, text, this.accepts, { known: [...styles.keys()] });
    return { kind: "style", style };
  },
};

/** One or several, which storm together. */
export const checkerNames: Syntax<CheckerBase[]> = {
  accepts: `one or more, comma-separated, each ${presetOrStyle.accepts}`,
  read(text, name, outside) {
    const names = text.split(",").map((part) => part.trim());
    if (names.includes("")) throw refusal(name, text, this.accepts, { why: "a name is missing between the commas" });
    const twice = names.find((part, index) => names.indexOf(part) !== index);
    if (twice !== undefined)
      throw refusal(name, text, "each name once", { why: `${twice} is in it twice; raise NODES for more of the same` });
    return names.flatMap((part) => presetOrStyle.read(part, name, outside));
  },
};
