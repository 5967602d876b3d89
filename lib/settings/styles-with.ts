/** Which styles understand an option, for refusals. */
import { styles } from "../checkers/styles/index";
import type { StyleOption } from "../model/checker";

export function stylesWith(option: StyleOption): string {
  const names = [...styles.values()].filter(({ takes }) => takes.includes(option)).map(({ name }) => name);
  return `styles that take it: ${names.join(", ")}`;
}
