/** Settings as the user wrote them, and what they were read as. */
import type { Outside } from "../source/syntax";
import type { SettingName, Values } from "./settings";

export interface Given {
  setting: SettingName;
  /** What a refusal calls it: the setting, or path and place in the file. */
  name: string;
  text: string;
  from: "environment" | "file";
}

export type AllGiven = ReadonlyMap<SettingName, Given>;

/** What the checkers and the client of a run are read with. */
export interface RunSettings {
  values: Values;
  given: AllGiven;
  /** The target's host, or the embedded server's: the server name of TLS steps that name none; and the port, where it is known. */
  host: string;
  port?: number;
  outside: Outside;
}
