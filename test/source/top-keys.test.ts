/** What a file is made of at its top, told from its texts, its comments and what stands deeper. */
import { expect, test } from "vitest";
import { topBlocks, topKeys } from "../../lib/source/top-keys";

test.each<[what: string, text: string, keys: string[]]>([
  ["a document of YAML", "# ours\napiVersion: v1\nspec:\n  kind: x\n", ["apiVersion", "spec"]],
  ["a document that is indented as a whole", "  a: 1\n  b:\n    c: 2\n", ["a", "b"]],
  ["all documents of a stream", "---\na: 1\n--- # two\n  b: 2\n", ["a", "b"]],
  ["the items of a list", "- name: x\n  type: y\n  deep:\n    z: 1\n- other: 1\n", ["name", "type", "deep", "other"]],
  ["quoted keys", "\"a b\": 1\n'c': 2\n", ["a b", "c"]],
  ["a text that looks like keys below its key", "about: |\n  backend: x\n  defaults: y\n", ["about"]],
  ["a template behind its conditions", "{{- if .Values.x }}\napiVersion: v1\n{{- end }}\n", ["apiVersion"]],
  ["JSON", '{ "a": { "b": 1 }, "c": [ { "d": 2 } ] }', ["a", "c"]],
  ["a list of objects in JSON", '[ { "a": 1 }, { "b": { "c": 2 } } ]', ["a", "b"]],
  ["JSON with quotes and brackets in its texts", '{ "a": "}\\"{", "b": 1 }', ["a", "b"]],
])("%s has its top keys", (_, text, keys) => {
  expect([...topKeys(text)]).toEqual(keys);
});

test.each([
  ["HAProxy's configuration", "global\n  daemon\ndefaults\n  mode tcp\n"],
  ["nginx's", "http {\n  server { listen 80; }\n}\n"],
  ["keepalived's", "! ours: a comment\nvrrp_instance V {\n  state: MASTER\n}\n"],
  ["nothing", ""],
])("%s has no keys", (_, text) => {
  expect(topKeys(text).size).toBe(0);
});

test("blocks are known by the words at the margin, whatever stands deeper", () => {
  const text = 'job "web" {\n  service {\n  }\n}\nlist = [\n]\nresource "a" "b" {\n}\n# check {\n';
  expect([...topBlocks(text)]).toEqual(["job", "list", "resource"]);
});
