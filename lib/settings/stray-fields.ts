/** Fields that mean nothing where they stand. */
import { refuse, type Data } from "../source/data";

/** @param why what takes them instead; the field's name follows */
export function refuseStray(fields: Map<string, Data>, keys: string[], why: string): void {
  for (const key of keys) {
    const stray = fields.get(key);
    if (stray !== undefined) throw refuse(stray, `${why} ${key}`);
  }
}
