/** The documents of a configuration: one in JSON, one or several in YAML. @throws Refusal with file and line */
import { parseDocuments, parseEachDocument, type WrongDocument } from "./data-file";
import type { Data } from "./data";
import { place, type SourceFile } from "./place";
import { parseJson } from "./json";
import { isJson } from "./top-keys";

/** @param merges whether the product's own reader takes `<<` for what YAML 1.1 says of it (Go's do; yaml-cpp, and so Envoy, does not) */
export function readDocuments(file: SourceFile, { merges }: { merges: boolean }): Data[] {
  return isJson(file.text) && !/^---/m.test(file.text)
    ? [parseJson(file)]
    : parseDocuments(file.name, file.text, { merges });
}

/** For products that take the documents of a file one by one, as Kubernetes does. */
export function readEachDocument(file: SourceFile): (Data | WrongDocument)[] {
  return isJson(file.text) && !/^---/m.test(file.text)
    ? [parseJson(file)]
    : parseEachDocument(file.name, file.text, { merges: true });
}

/** `pod.yaml:12` */
export function placeOf(data: Data): string {
  return place({ name: data.file }, data.line);
}
