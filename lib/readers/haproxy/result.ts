/** What reading a part of a line comes to: its value, or what is wrong with it. */
export type Result<Value> = { ok: true; value: Value } | { ok: false; reason: string };

export function success<Value>(value: Value): Result<Value> {
  return { ok: true, value };
}

export function failure(reason: string): { ok: false; reason: string } {
  return { ok: false, reason };
}
