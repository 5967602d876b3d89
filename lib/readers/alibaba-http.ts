/** The HTTP health check of Alibaba Cloud's load balancers. */
import type { Connection } from "../model/checker";
import { connection } from "../wire/connection";
import { httpRequest } from "../wire/http-request";
import { httpStatus } from "../wire/http-status";
import { statusCodes } from "../wire/status-codes";
import type { Data } from "../source/data";
import { refused } from "../source/fields";
import type { CodeRange } from "../source/http-values";

export interface AlibabaHttp {
  method: "HEAD" | "GET";
  path: string;
  version: "1.0" | "1.1";
  /** null: the server's own address. */
  domain: string | null;
  codes: readonly CodeRange[];
}

/** `http_2xx` */
export const ALIBABA_OK: readonly CodeRange[] = [[200, 299]];

/** @param words `http_2xx` and so on */
export function alibabaCodes(data: Data, words: readonly string[]): CodeRange[] {
  return words.map((word): CodeRange => {
    const [, digit] = /^\s*http_([1-5])xx\s*$/.exec(word) ?? [];
    if (digit === undefined) throw refused(data, "http_2xx, http_3xx, http_4xx and http_5xx");
    const hundred = Number(digit) * 100;
    return [hundred, hundred + 99];
  });
}

/** @param host the target's, where the check names no domain */
export function alibabaHttpConnection({ method, path, version, domain, codes }: AlibabaHttp, host: string): Connection {
  const request = httpRequest({ method, path, version, headers: [["Host", domain ?? host]] });
  return connection("full", [request, httpStatus(statusCodes(codes))], { kind: "drain-fin" });
}
