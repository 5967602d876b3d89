/** What a silent service is asked, by its port, and what is made of the answer. */
import { describe, expect, test } from "vitest";
import { chooseClient } from "../../lib/clients/choose-client";
import { firstContact, nextContact, type FirstContact } from "../../lib/clients/first-contact";
import { protocols } from "../../lib/clients/protocols";
import type { ClientConfig } from "../../lib/model/config";
import type { Cause } from "../../lib/model/extension";
import { resolve } from "../settings/resolve";

const client = (settings: Record<string, string>): ClientConfig => resolve(settings).client;
const redis = client({ TARGET: "10.0.0.5:6379" });
const https = client({ TARGET: "10.0.0.5:8443" });

const failed = (cause: string, error: string, failedStep: number, errno = ""): FirstContact => ({
  ok: false,
  received: "",
  cause: cause as Cause,
  error,
  errno,
  failedStep,
});
const ok = (text: string): FirstContact => ({
  ok: true,
  received: Buffer.from(text, "latin1").toString("hex"),
  cause: "",
  error: "",
  errno: "",
  failedStep: -1,
});
const silent = failed("queued-not-served", "nothing came within 1.5 s", 0);
const unanswered = failed("queued-not-served", "nothing came", 1);
const pong = ok("+PONG\r\n+OK\r\n");
const another = failed("rejected", "-DENIED came instead", 1);
const refused = failed("refused", "ECONNREFUSED", -1);
const untrusted = failed("rejected", "x509: certificate signed by unknown authority", 0, "CERTIFICATE");

describe("CLIENT=auto on a port that stands for a protocol asks", () => {
  test("first nothing, then the question of the port's protocol, for 3 s at most", () => {
    expect(nextContact(redis, [])).toEqual({ wire: firstContact(redis), timeoutMs: 5_000 });
    expect(nextContact(redis, [silent])).toEqual({ wire: redis.byPort!.wire, timeoutMs: 3_000 });
    expect(nextContact({ ...redis, timeoutMs: 800 }, [silent])).toMatchObject({ timeoutMs: 800 });
  });

  test("once more after an answer, and then no more", () => {
    expect(nextContact(redis, [silent, pong])?.wire).toEqual(redis.byPort!.wire);
    expect(nextContact(redis, [silent, pong, pong])).toBeNull();
  });

  test.each([unanswered, another, refused, untrusted])(
    "nothing more where there was no answer ($error): it looks a last time",
    (how) => {
      expect(nextContact(redis, [silent, how])?.wire).toEqual(firstContact(redis));
      expect(nextContact(redis, [silent, how, silent])).toBeNull();
    },
  );

  const notAsked: [why: string, who: ClientConfig, first: FirstContact][] = [
    ["the port says nothing", client({ TARGET: "10.0.0.5:4000" }), silent],
    ["the target is the embedded server", client({}), silent],
    ["it has greeted", redis, ok("HELLO\r\n")],
    ["it did not let us in", redis, refused],
    ["a greeting is insisted on", client({ TARGET: "10.0.0.5:6379", CLIENT: "greeting" }), silent],
  ];
  test.each(notAsked)("nothing where %s", (_, who, first) => {
    expect(nextContact(who, [first])?.wire).toEqual(firstContact(who));
    expect(nextContact(who, [first, silent])).toBeNull();
  });

  test("its question as well where it was hung up on without a word", () => {
    expect(nextContact(redis, [failed("rejected", "closed", 0)])?.wire).toEqual(redis.byPort!.wire);
  });

  test("inside TLS where clients speak TLS", () => {
    const inside = client({ TARGET: "cache.lan:6379", CLIENT_TLS: "insecure" });
    expect(nextContact(inside, [failed("unanswered", "nothing came within 1.5 s", 1)])?.wire.steps[0]).toEqual({
      kind: "tls",
      serverName: "cache.lan",
      verify: false,
    });
    // A handshake that failed is not silence.
    expect(nextContact(inside, [failed("rejected", "not TLS", 0)])?.wire).toEqual(firstContact(inside));
  });

  test("inside TLS on a port of TLS, with the target's name and a certificate that must be trusted", () => {
    expect(client({ TARGET: "cache.lan:6380" }).byPort).toMatchObject({
      port: 6380,
      protocol: "redis",
      settings: "CLIENT=redis CLIENT_TLS=on",
      wire: { steps: [{ kind: "tls", serverName: "cache.lan", verify: true }, ...redis.byPort!.wire.steps] },
    });
    expect(https.byPort!.settings).toBe("CLIENT=https");
  });
});

describe("CLIENT=auto concludes:", () => {
  test("the protocol's client where it fits, and the reason says how it was found", () => {
    expect(chooseClient(redis, [silent, pong, pong])).toEqual({
      refusal: "",
      wire: redis.byPort!.wire,
      client: {
        kind: "redis",
        accepts: protocols.redis.accepts,
        evidence: "service",
        reason:
          "CLIENT=auto chose redis: the first contact was not greeted within 1.5 s, port 6379 stands for redis, and as such the service answered",
      },
      notes: [],
    });
  });

  test("a note on what the server writes down of such clients", () => {
    const amqp = client({ TARGET: "10.0.0.5:5672" });
    expect(chooseClient(amqp, [silent, ok("AMQP"), ok("AMQP")]).notes).toEqual([protocols.amqp.remark]);
  });

  test("the same client where nobody gets in after an answer, and the reason says so", () => {
    const choice = chooseClient(redis, [silent, pong, refused]);
    expect(choice).toMatchObject({ barred: true, client: { kind: "redis" } });
    expect(choice.client.reason).toMatch(/; the next client was not accepted any more \(refused: ECONNREFUSED\)$/);
  });

  test("connect after another answer; the reason says what came, and the advice what to name", () => {
    const { client: chosen, barred } = chooseClient(redis, [silent, another, silent]);
    expect(barred).toBeUndefined();
    expect(chosen).toEqual({
      kind: "connect",
      accepts: "a completed TCP handshake",
      evidence: "kernel",
      reason:
        "the first contacts were not greeted within 1.5 s, and the service did not answer as redis, which port 6379 stands for " +
        "(rejected: -DENIED came instead)",
      advice:
        "If it is redis after all, CLIENT=redis shows what it answers; if not, name the client of its own protocol, or send-expect with " +
        "CLIENT_SEND and CLIENT_EXPECT.",
    });
  });

  test("connect after a reset that answers the question", () => {
    const reset = failed("reset", "ECONNRESET", 1);
    expect(chooseClient(redis, [silent, reset, silent]).client).toMatchObject({ kind: "connect", evidence: "kernel" });
  });

  test("an advice that names CLIENT_TLS and CLIENT_SNI where the certificate is not trusted", () => {
    expect(chooseClient(https, [silent, untrusted, silent]).client.advice).toBe(
      "It speaks TLS with a certificate that is not trusted here: name CLIENT=https. CLIENT_TLS=insecure takes any certificate; CLIENT_SNI names the host that it is for.",
    );
  });

  test("no advice on certificates of another failure of TLS with the same words", () => {
    const { advice } = chooseClient(https, [silent, { ...untrusted, errno: "" }, silent]).client;
    expect(advice).not.toContain("CLIENT_TLS");
  });

  test("a reason that names its question where nobody gets in after it", () => {
    const choice = chooseClient(redis, [silent, unanswered, refused]);
    expect(choice).toMatchObject({ barred: true, client: { kind: "greeting", evidence: "service" } });
    expect(choice.client.reason).toBe(
      "the target did not let anybody in after it was asked as redis, which may be what ended it (refused: ECONNREFUSED)",
    );
    expect(choice.notes).toEqual([
      "What the target says to its clients could not be found out; CLIENT names it (port 6379: CLIENT=redis).",
    ]);
  });

  test("a reason that names the first contact where the target is gone before it was asked", () => {
    expect(chooseClient(redis, [silent, refused, refused]).client.reason).toContain("after the first contact, which");
  });

  test("greeting where the last look is greeted", () => {
    expect(chooseClient(redis, [silent, unanswered, ok("220 mx")]).client).toMatchObject({
      kind: "greeting",
      reason: '1 of 2 first contacts was greeted: "220 mx"',
    });
  });

  test("the TLS handshake counts where nothing is answered inside TLS", () => {
    const inside = client({ TARGET: "10.0.0.5:6379", CLIENT_TLS: "on" });
    const quiet = failed("unanswered", "nothing came within 1.5 s", 1);
    const choice = chooseClient(inside, [quiet, failed("unanswered", "nothing came", 2), quiet]);
    expect(choice.client).toMatchObject({ kind: "connect", evidence: "service" });
    expect(choice.client.advice).toBeUndefined();
  });

  test("a certificate that is not trusted, inside TLS from the start: not let in, and the note says what to set", () => {
    const inside = client({ TARGET: "10.0.0.5:4000", CLIENT_TLS: "on" });
    expect(chooseClient(inside, [untrusted, untrusted]).notes).toEqual([
      "CLIENT_TLS=insecure takes any certificate; CLIENT_SNI names the host that it is for.",
    ]);
  });
});

test("CLIENT=connect on a port that stands for a protocol: the advice names its client", () => {
  const connect = client({ TARGET: "10.0.0.5:11211", CLIENT: "connect" });
  expect(chooseClient(connect, []).client.advice).toBe(
    "Port 11211 stands for memcached: CLIENT=memcached would prove that the service serves.",
  );
});
