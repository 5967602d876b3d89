/** Looks at JSON that another part of the same run has written, before anybody relies on its fields. */

export function hasFields<Key extends string>(value: unknown, ...keys: Key[]): value is Record<Key, unknown> {
  return typeof value === "object" && value !== null && keys.every((key) => key in value);
}

export function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}
