/** A resource of a plan or a state, and what is not known of it before it is applied. */
import type { AssumedField, Claim } from "../../model/assumptions";
import type { Data } from "../../source/data";
import { field } from "../../source/fields";
import { outOfReach, type Found } from "../found";

export interface Resource {
  address: string;
  type: string;
  /** File and line. */
  origin: string;
  values: Block & { data: Data };
}

/** A block of it, and the same block of `after_unknown`: `true` for what is not known, or for all of it. */
export interface Block {
  /** What people call it: `health_check.`; empty for the resource itself. */
  path: string;
  line: number;
  data: Data | undefined;
  unknown: Data | undefined;
}

/** One file for each provider; by the type of the resource. */
export type ResourceReader = (resource: Resource) => Found;

/** What the providers call the fields that a setting can give as well. */
const FIELDS: ReadonlyMap<string, AssumedField> = new Map([
  ["interval", "intervalMs"],
  ["health_check_interval", "intervalMs"],
  ["check_interval_sec", "intervalMs"],
  ["interval_in_seconds", "intervalMs"],
  ["timeout", "timeoutMs"],
  ["health_check_timeout", "timeoutMs"],
  ["health_check_connect_timeout", "timeoutMs"],
  ["timeout_sec", "timeoutMs"],
  ["healthy_threshold", "rise"],
  ["unhealthy_threshold", "fall"],
]);

/** A value of a block, and what had to be assumed for it. */
export interface Setting<Value> {
  value: Value;
  assumed: readonly Claim[];
}

/**
 * A value, or the provider's default: where it is left out that is documented, where it is not known yet it is an assumption.
 *
 * @param shown the default for people
 */
export function setting<Value>(
  block: Block,
  key: string,
  read: (data: Data) => Value,
  otherwise: Value,
  shown = `${otherwise}`,
): Setting<Value> {
  const data = field(block.data, key);
  if (data !== undefined) return { value: read(data), assumed: [] };
  if (!isUnknown(block.unknown, key)) return { value: otherwise, assumed: [] };
  const text = `${block.path}${key} is known after apply; the default is assumed, ${shown}`;
  const about = FIELDS.get(key);
  return { value: otherwise, assumed: [about === undefined ? text : { about, text }] };
}

export function assumedFor(...settings: readonly Setting<unknown>[]): Claim[] {
  return settings.flatMap(({ assumed }) => assumed);
}

/** The only block of a name: a list of one in a plan. `data` is undefined where it is left out or not known. */
export function blockOf({ data, unknown, line, path }: Block, key: string): Block {
  const inner = first(field(data, key));
  return {
    path: `${path}${key}.`,
    line: inner?.line ?? line,
    data: inner,
    unknown: isUnknown(unknown, key) ? field(unknown, key) : first(field(unknown, key)),
  };
}

export function resourceOutOfReach({ address, origin }: Resource, why: string): Found {
  return outOfReach(address, origin, why);
}

function first(data: Data | undefined): Data | undefined {
  return data?.kind === "list" ? data.items[0] : data;
}

function isUnknown(unknown: Data | undefined, key: string): boolean {
  const whole = unknown?.kind === "scalar" ? unknown : field(unknown, key);
  return whole?.kind === "scalar" && whole.text === "true";
}
