/** Names of checkers and gates: they become metric tags, scenario names and test case names. */
import { refusal } from "../text/refusal";
import type { Syntax } from "../source/syntax";

export const plainName: Syntax<string> = {
  accepts: "a name of up to 64 letters, digits, - and _",
  read(text, name) {
    if (!/^[a-z0-9][a-z0-9_-]{0,63}$/i.test(text)) throw refusal(name, text, this.accepts);
    return text;
  },
};
