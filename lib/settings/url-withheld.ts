/** A URL as reports may show it: without user and password, and without its query, which may hold a token. */
export function urlWithheld(url: string): string {
  return url.replace(/\/\/[^/]*@/, "//…@").replace(/[?#].*$/, "?…");
}
