/** A name or password that a client logs in with. Blanks are part of it. */
import { refusal } from "../text/refusal";
import { byteCount, hexOfText } from "../wire/bytes";
import { isWellFormed } from "../text/well-formed";
import type { Syntax } from "../source/syntax";

/** What every protocol has room for, with a length of one byte. */
const MOST_BYTES = 255;

export const credential: Syntax<string> = {
  accepts: `text of 1 to ${MOST_BYTES} bytes, without control characters`,
  read(text, name) {
    const bytes = isWellFormed(text) ? byteCount(hexOfText(text)) : 0;
    // eslint-disable-next-line no-control-regex
    if (bytes < 1 || bytes > MOST_BYTES || /[\x00-\x1f\x7f]/.test(text)) {
      throw refusal(name, text, this.accepts);
    }
    return text;
  },
};
