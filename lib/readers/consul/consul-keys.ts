/** Keys as Consul takes them: `tcp_use_tls` in configurations, `TCPUseTLS` in its HTTP API. */
import type { Data } from "../../source/data";
import { nearest } from "../../text/refusal";
import { mapOf } from "../../source/fields";
import { wrong } from "../../source/place";

export type Fields = ReadonlyMap<string, Data>;

const plain = (key: string): string => key.replace(/_/g, "").toLowerCase();

/**
 * The fields of a block under the spelling of `known`; those that are empty are left out.
 *
 * @param what a refusal calls the block
 * @throws Refusal for a key that Consul does not know there, with the nearest, as Consul refuses it
 */
export function keysOf(data: Data, what: string, known: readonly string[]): Fields {
  const fields = new Map<string, Data>();
  for (const [written, value] of mapOf(data, what)) {
    const key = known.find((one) => plain(one) === plain(written));
    if (key === undefined) {
      const near = nearest(written, known);
      throw wrong(
        { name: data.file },
        value.line,
        `${JSON.stringify(written)} is no key of ${what}${near === undefined ? "" : `; did you mean ${near}?`}`,
      );
    }
    if (value.kind !== "empty" && !(value.kind === "scalar" && value.text === "")) fields.set(key, value);
  }
  return fields;
}
