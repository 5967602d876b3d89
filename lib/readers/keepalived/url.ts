/** A `url` of HTTP_GET and SSL_GET: the request, and which answers are good. */
import type { Step } from "../../model/extension";
import type { Note } from "../../model/note";
import { authority } from "../../wire/authority";
import { httpRequest } from "../../wire/http-request";
import { httpStatus } from "../../wire/http-status";
import { readToEnd } from "../../wire/read-to-end";
import { statusCodes } from "../../wire/status-codes";
import { codeRange, type CodeRange } from "../../source/http-values";
import { place, wrong, type SourceFile } from "../../source/place";
import { notEmulated } from "../../source/unsupported";
import { translated } from "../haproxy/regex";
import { printableAfter, reader, textAfter, type Reader } from "./reader";
import type { Statement } from "./statements";

/** What the checker above it says. */
export interface Request {
  address: string;
  port: number | null;
  version: string;
  /** null: the address and port. */
  host: string | null;
}

export interface Url {
  request: Step;
  answer: Step[];
  virtualHost: string | null;
  unsupported: Note[];
}

/** They decide how a regular expression is matched; with the first three one cannot be emulated. */
const REGEX_OPTIONS = ["regex_options", "regex_min_offset", "regex_max_offset"];
/** It bounds the memory of the search. */
const IGNORED = new Set(["regex_stack"]);

export function readUrl(file: SourceFile, statement: Statement, above: Request): Url {
  const block = reader(file, statement.block ?? []);
  const path = block.last("path");
  if (path === undefined) throw wrong(file, statement.line, "a url without a path");
  const own = block.last("virtualhost");
  const virtualHost = own === undefined ? above.host : printableAfter(file, own);
  const codes = block.all("status_code").flatMap((one) => codesIn(file, one));
  const status = { ...httpStatus(statusCodes(codes.length > 0 ? codes : [[200, 299]])), keep: true };
  const digest = block.last("digest");
  const content = contentOf(block);
  return {
    request: httpRequest({
      path: printableAfter(file, path),
      version: above.version === "1.1" ? "1.1" : "1.0",
      headers: [
        ["User-Agent", "KeepAliveClient"],
        ...(/^1\.1$|[cC]$/.test(above.version) ? [["Connection", "close"] as const] : []),
        ["Host", virtualHost ?? authority(above.address, above.port)],
      ],
    }),
    answer: [status, ...content.steps, readToEnd],
    virtualHost,
    unsupported: [
      ...(digest === undefined
        ? []
        : [notEmulated(place(file, digest.line), "digest", "an answer with another content counts as good")]),
      ...content.unsupported,
      ...block.unread(IGNORED),
    ],
  };
}

/** What `regex` wants of the content. */
function contentOf(block: Reader): { steps: Step[]; unsupported: Note[] } {
  const { file } = block;
  const options = REGEX_OPTIONS.filter((name) => block.last(name) !== undefined);
  const not = block.last("regex_no_match") !== undefined;
  const regex = block.last("regex");
  if (regex === undefined) return { steps: [], unsupported: [] };
  const translation = translated(textAfter(file, regex));
  const skipped = (why: string) => ({
    steps: [],
    unsupported: [notEmulated(place(file, regex.line), "regex", `${why}; the status alone decides`)],
  });
  switch (translation.kind) {
    case "invalid":
      throw wrong(file, regex.line, `regex: ${translation.reason}`);
    case "unsupported":
      return skipped(translation.reason);
    case "pattern": {
      const { pattern } = translation;
      if (options.length > 0 || /\^|\\A/.test(pattern))
        return skipped("with an anchor, options or offsets it cannot be said here");
      const match = { kind: "regex", pattern: `(?s:\\r\\n\\r\\n.*)(?:${pattern})` } as const;
      return { steps: [{ kind: "expect", match, ...(not && { not }), keep: true }], unsupported: [] };
    }
  }
}

function codesIn(file: SourceFile, { words, line }: Statement): CodeRange[] {
  return words.slice(1).map((word) => {
    const range = codeRange(word, 100, 999);
    if (range === undefined)
      throw wrong(file, line, `status_code: expected codes such as 200 or 200-299, got "${word}"`);
    return range;
  });
}
