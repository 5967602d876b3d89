/** Settings on their way from the command line to k6. */
import { expect, test } from "vitest";
import { settingsIn, settingsText } from "../../lib/settings/settings-variable";

test("settings come back from the variable as they were", () => {
  const settings = { TARGET: "a:1", CLIENT_SEND: 'EHLO "ü"\r\n\u0000', OUT: "" };
  expect(settingsIn(settingsText(settings))).toEqual(settings);
});

test.each(["", "TARGET=a:1", "[]", "null", '"a"', '{"NODES":1}', '{"a":{}}'])("%j holds no settings", (text) => {
  expect(settingsIn(text)).toBeNull();
});
