/** The CONFIG file that a command is given, for what the command line itself has to know. */
import { readConfigFile, type ConfigFile } from "../../settings/config-file";
import { settings } from "../../settings/settings";
import { readDataFile } from "../../source/data-file";
import { Refusal } from "../../text/refusal";
import { outsideFrom } from "./outside";
import type { GivenSettings } from "./setting-flags";

/** undefined: there is none, or it is wrong; what is wrong with it is told by the script, which reads it as well. */
export function configFileOf({ CONFIG: file }: GivenSettings): ConfigFile | undefined {
  if (file === undefined) return undefined;
  try {
    return readConfigFile(readDataFile("CONFIG", file, settings.CONFIG.syntax.accepts, outsideFrom(process.cwd())));
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
