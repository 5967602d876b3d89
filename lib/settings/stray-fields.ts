/** Fields that mean nothing where they stand. */
import { refuse, type Data } from "../source/data";
import { LEFT_OUT } from "../text/refusal";

/** @param why what takes them instead; the field's name follows */
export function refuseStray(fields: Map<string, Data>, keys: string[], why: string): void {
  for (const key of keys) {
    const stray = fields.get(key);
    if (stray !== undefined) throw refuse(stray, LEFT_OUT, { why: `${why} ${key}` });
  }
}
