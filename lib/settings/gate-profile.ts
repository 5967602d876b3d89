/** THRESHOLDS: a profile that ships with us, or a file of one's own. */
import { profiles } from "../../thresholds/index";
import type { GateProfile } from "../model/gates";
import { refusal } from "../text/refusal";
import { readDataFile } from "../source/data-file";
import { readGateProfile } from "./gate-file";
import type { Syntax } from "../source/syntax";

export const thresholds: Syntax<GateProfile> = {
  accepts: `a profile (${[...profiles.keys()].join(", ")}) or a YAML or JSON file such as ./gates.yaml`,
  words: [...profiles.keys()],
  read(text, name, outside) {
    const profile = profiles.get(text);
    if (profile !== undefined) return profile;
    if (!/[./\\]/.test(text)) throw refusal(name, text, this.accepts, { known: [...profiles.keys()] });
    return readGateProfile(readDataFile(name, text, this.accepts, outside), outside);
  },
};
