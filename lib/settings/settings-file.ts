/** A file of settings, for CONFIG, and the configuration of a balancer, for CHECKER: either may be given where the other belongs. */
import { FILE, formatOf } from "../readers/index";
import { refusal } from "../text/refusal";

const TOP_LEVEL = /^(?:target|checkers?|client|phases|thresholds)[ \t]*:/m;

/** @param text of the file that CONFIG names */
export function refuseConfiguration(file: string, text: string): void {
  const format = TOP_LEVEL.test(text) ? undefined : formatOf({ name: file, text });
  if (format === undefined) return;
  throw refusal("CONFIG", file, "a file of settings in YAML or JSON", {
    why: `it has the format ${format}, which CHECKER takes: CHECKER=${FILE}${file}`,
  });
}

/** @param value of CHECKER or its like, as the user wrote it; `text` is that of the file that it names */
export function refuseSettingsFile(setting: string, value: string, file: string, text: string, accepts: string): void {
  if (!TOP_LEVEL.test(text) || formatOf({ name: file, text }) !== undefined) return;
  throw refusal(setting, value, accepts, { why: `it is a file of settings, which CONFIG takes: CONFIG=${file}` });
}
