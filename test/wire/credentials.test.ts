/** What is a password in a protocol is hidden, and what resembles one is not. */
import { expect, test } from "vitest";
import { latin1 } from "../../lib/wire/bytes";
import { withoutCredentials } from "../../lib/wire/credentials";
import { ldapBind } from "../../lib/wire/ldap-messages";
import { hexOfText } from "../../lib/wire/bytes";

const bind = (name: string, password: string) => latin1(ldapBind(hexOfText(name), hexOfText(password)));

test.each([
  ["HTTP", "GET / HTTP/1.1\r\nAuthorization: Basic c2VjcmV0\r\nHost: a\r\n\r\n"],
  ["HTTP in lower case", "GET / HTTP/1.1\r\nproxy-authorization:secret\r\n\r\n"],
  ["a token's header of HTTP", "GET / HTTP/1.1\r\nX-Vault-Token: secret\r\n\r\n"],
  ["a cookie of HTTP", "GET / HTTP/1.1\r\nCookie: id=secret\r\n\r\n"],
  ["a query of HTTP", "GET /health?token=secret&x=1 HTTP/1.1\r\n\r\n"],
  ["a form of HTTP", "user=me&password=secret"],
  ["JSON over HTTP", '{"user": "me", "password": "secret"}'],
  ["a URL", "GET http://me:secret@host/ HTTP/1.1\r\n\r\n"],
  ["FTP", "USER me\r\nPASS secret\r\n"],
  ["SMTP", "EHLO a\r\nAUTH PLAIN AG1lAHNlY3JldA==\r\n"],
  ["IMAP", "a1 LOGIN me secret\r\n"],
  ["an inline command of Redis", "AUTH secret\r\nPING\r\n"],
  ["an array of Redis", "*2\r\n$4\r\nAUTH\r\n$6\r\nsecret\r\n*1\r\n$4\r\nPING\r\n"],
  ["AMQP", "PLAIN\0\0\0\x0a\0me\0secret"],
  ["LDAP", bind("cn=me", "secret")],
])("a password is hidden in %s", (_, text) => {
  const shown = withoutCredentials(text);
  expect(shown).toContain("***");
  for (const secret of ["secret", "c2VjcmV0", "AG1lAHNlY3JldA"]) expect(shown).not.toContain(secret);
});

test.each([
  ["HTTP", "GET / HTTP/1.1\r\nHost: a\r\nUser-Agent: check\r\n\r\n"],
  ["an answer", "220 mail ESMTP ready, password expired\r\n"],
  ["an anonymous bind", bind("", "")],
  ["Redis", "*1\r\n$4\r\nPING\r\n"],
])("bytes without a password are shown as they are: %s", (_, text) => {
  expect(withoutCredentials(text)).toBe(text);
});

test("what stands behind a password is shown", () => {
  expect(withoutCredentials("AUTH secret\r\nPING\r\n")).toBe("AUTH ***\r\nPING\r\n");
  expect(withoutCredentials(`${bind("cn=me", "secret")}more`)).toMatch(/\*\*\*more$/);
});
