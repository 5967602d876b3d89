/** Settings as the user wrote them, before anything is made of them. */
import type { SettingName } from "./settings";

export interface Given {
  setting: SettingName;
  /** What a refusal calls it: the setting, or path and place in the file. */
  name: string;
  text: string;
  from: "environment" | "file";
}

export type AllGiven = ReadonlyMap<SettingName, Given>;
