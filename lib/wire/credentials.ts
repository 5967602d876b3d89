/**
 * Hides passwords in what checks send and in what services answer, where the protocol tells which bytes they are.
 *
 * On the wire nothing changes. A terminal and a log are read by others, and a request may hold a password in the clear.
 */

/** Takes the place of each of them. */
const HIDDEN = "***";

const AT_LINE_START = "(^|[\\r\\n])";

/** Each keeps what stands before the secret, in its first groups. */
const SECRETS: readonly RegExp[] = [
  // HTTP, RFC 9110 11.6 and RFC 6265; and the headers in which tokens travel.
  line("(?:Proxy-)?Authorization|Cookie|Set-Cookie|[\\w-]*(?:Api-Key|Token|Secret|Password)[\\w-]*", ":[ \\t]*"),
  // A user and a password in a URL.
  /()([a-z][a-z0-9+.-]*:\/\/)[^\s/@?#]+(?=@)/gi,
  // A token in a query or a form, and in JSON.
  /()((?:[?&]|^|[\r\n])(?:[\w-]*(?:key|token|secret|password|passwd)[\w-]*)=)[^\s&#]+/gi,
  /()("[\w-]*(?:key|token|secret|password|passwd)[\w-]*"\s*:\s*")[^"]*/gi,
  // FTP and POP3.
  line("PASS", " +"),
  // SMTP and IMAP with the answer in the same line, RFC 4954.
  new RegExp(`${AT_LINE_START}((?:\\S+ +)?AUTH(?:ENTICATE)? +[A-Z0-9-]+ +)\\S+`, "gi"),
  // IMAP: the user stays, as in AUTH.
  new RegExp(`${AT_LINE_START}(\\S+ +LOGIN +(?:"[^"]*"|\\S+) +)[^\\r\\n]+`, "gi"),
  // Redis: inline, with a user or without.
  line("AUTH", " +"),
  // Redis: an array of AUTH and one or two strings.
  /()(\*[23]\r\n\$4\r\nAUTH\r\n)[\s\S]*?(?=\*\d+\r\n|$)/gi,
  // SASL PLAIN as AMQP carries it: mechanism, four bytes of length, NUL, user, NUL, password.
  /()(PLAIN[\s\S]{4}\0[^\0]*\0)[^\0\xce]+/g,
];

function line(names: string, behind: string): RegExp {
  return new RegExp(`${AT_LINE_START}((?:${names})${behind})[^\\r\\n]+`, "gi");
}

/** LDAP's simple bind, RFC 4511 4.2: version 3, a name behind its length, and a password behind its own. */
// eslint-disable-next-line no-control-regex -- exactly those
const LDAP_BIND = /(\x60[\s\S]{1,3}?\x02\x01\x03\x04)([\x00-\x7f])/g;

/** @param bytes a character for each */
export function withoutCredentials(bytes: string): string {
  return SECRETS.reduce((text, secret) => text.replace(secret, `$1$2${HIDDEN}`), withoutBinds(bytes));
}

function withoutBinds(bytes: string): string {
  let shown = "";
  let from = 0;
  for (const found of bytes.matchAll(LDAP_BIND)) {
    const nameEnd = found.index + found[0].length + bytes.charCodeAt(found.index + found[0].length - 1);
    const length = bytes.charCodeAt(nameEnd + 1);
    if (bytes[nameEnd] !== "\x80" || !(length > 0)) continue;
    shown += bytes.slice(from, nameEnd + 2) + HIDDEN;
    from = nameEnd + 2 + length;
  }
  return shown + bytes.slice(from);
}
