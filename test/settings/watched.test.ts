/** LOG and METRICS: what of the service is watched beside its process. */
import { expect, test } from "vitest";
import { refusalOf, resolve } from "./resolve";

test("LOG: a relative name starts where k6 was started", () => {
  expect(resolve({ LOG: "/var/log/mail.log" }).log).toBe("/var/log/mail.log");
  expect(resolve({ LOG: "./mail.log" }).log).toMatch(/^\/.*[^.]\/mail\.log$/);
  expect(resolve({})).not.toHaveProperty("log");
});

test("METRICS takes the URL of an HTTP page", () => {
  expect(resolve({ METRICS: "http://127.0.0.1:9090/metrics" }).metrics).toBe("http://127.0.0.1:9090/metrics");
  expect(resolve({ METRICS: "https://svc.lan" }).metrics).toBe("https://svc.lan");
});

test.each([
  ["127.0.0.1:9090/metrics", "22 bytes"],
  ["ftp://host/metrics", '"ftp://host/metrics"'],
  ["http://", '"http://…"'],
  ["http:///metrics", '"http://…"'],
])("METRICS=%s is refused", (METRICS, shown) => {
  expect(refusalOf(() => resolve({ METRICS }))).toBe(
    `METRICS: expected an http:// or https:// URL of a Prometheus text page, such as http://127.0.0.1:9090/metrics, got ${shown}`,
  );
});

test("neither user nor token of METRICS gets into a report or a refusal", () => {
  const { given } = resolve({ METRICS: "http://ops:hunter2@10.0.0.9:81/metrics?token=hunter3" });
  expect(given).toContainEqual({ name: "METRICS", value: "http://…@10.0.0.9:81/metrics?…", from: "environment" });
  expect(() => resolve({ METRICS: "ftp://ops:hunter2@10.0.0.9/metrics" })).toThrow(
    'METRICS: expected an http:// or https:// URL of a Prometheus text page, such as http://127.0.0.1:9090/metrics, got "ftp://…@10.0.0.9/metrics"',
  );
});
