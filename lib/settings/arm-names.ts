/** CHECKERS: what is compared, one arm after the other; and names of arms. */
import { FILE } from "../readers/index";
import { refusal } from "../text/refusal";
import { styles } from "../checkers/styles/index";
import type { CheckerBase } from "../model/checker";
import { presetOrStyle } from "./checker-names";
import type { Syntax } from "../source/syntax";

/** What storms in one arm: several checkers where one choice out of a file is several checks of the same target. */
export interface ArmBases {
  /** As the user wrote it, without `file:`. */
  name: string;
  bases: CheckerBase[];
}

/** One arm for each way to behave on the wire. */
const ALL = "all";

export const armNames: Syntax<ArmBases[]> = {
  accepts: `${ALL}, or two or more, comma-separated, each ${presetOrStyle.accepts}`,
  read(text, name, outside) {
    if (text === ALL)
      return [...styles.values()].map((style) => ({ name: style.name, bases: [{ kind: "style", style }] }));
    const parts = splitList(text, name, this.accepts);
    if (parts.length < 2) throw refusal(name, text, this.accepts, { why: "one alone is no comparison" });
    return parts.map((part) => ({ name: armName(part), bases: presetOrStyle.read(part, name, outside) }));
  },
};

/** GATE: names of arms, as the reports have them or as CHECKERS has them. */
export const armList: Syntax<string[]> = {
  accepts: "one or more arms of CHECKERS, comma-separated",
  read: (text, name) => splitList(text, name, armList.accepts).map(armName),
};

function armName(text: string): string {
  return text.startsWith(FILE) ? text.slice(FILE.length) : text;
}

function splitList(text: string, name: string, accepts: string): string[] {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.includes("")) throw refusal(name, text, accepts, { why: "a name is missing between the commas" });
  const twice = parts.find((part, index) => parts.indexOf(part) !== index);
  if (twice !== undefined) throw refusal(name, text, "each name once", { why: `${twice} is in it twice` });
  return parts;
}
