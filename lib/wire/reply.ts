/**
 * A whole reply of SMTP (RFC 5321, 4.2) and FTP (RFC 959, 4.2): a code of three digits and a text, over one line or several, of which
 * the last has a blank behind the code.
 *
 * Another code is turned down by its first wrong digit, without waiting for the text.
 */
import type { Step } from "../model/extension";
import { beginsWith, finds } from "./say";

export const reply = (code: string): Step[] => [beginsWith(code), finds(`^(-(?s:.*)\\n${code})?( [^\\n]*)?\\r?\\n`)];
