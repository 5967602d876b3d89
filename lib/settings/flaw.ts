/** FLAW: names of the embedded server's flaws, where the reader of the settings knows them. */
import { refusal } from "../text/refusal";
import type { Syntax } from "../source/syntax";

export const flaw: Syntax<string> = {
  accepts: "a flaw of the embedded server, such as stuck-greeting or healthy",
  read(text, name, { flaws }) {
    if (flaws !== undefined && !flaws.includes(text))
      throw refusal(name, text, `one of ${flaws.join(", ")}`, { known: flaws });
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)) throw refusal(name, text, this.accepts);
    return text;
  },
};
