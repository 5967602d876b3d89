/** What a format says of the server itself is in the file, and so is a port that an expression spells out. */
import { expect, test } from "vitest";
import { latin1 } from "../../lib/wire/bytes";
import { haproxy } from "../../lib/readers/haproxy/index";

const TEXT = `backend pool
  option tcp-check
  tcp-check connect port int(2500)
  tcp-check send-lf "%[be_name]/%[srv_name()] %[srv_name,upper]"
  server one 10.1.0.1:25 check
  server two 10.1.0.2:25 check
`;

test("each server has its own name, its backend's, and the port", () => {
  const { checks } = haproxy.read({ name: "lb.cfg", text: TEXT });
  const said = checks.map(({ check }) => {
    const [connection] = check.connections?.({ host: "h", intervalMs: 1, timeoutMs: 1 }) ?? [];
    const [step] = connection?.steps ?? [];
    return [connection?.port, step?.kind === "send" && latin1(step.hex), check.notes?.map(({ text }) => text)];
  });
  const unknown = ["%[srv_name,upper] is not known here: nothing stands in its place"];
  expect(said).toEqual([
    [2_500, "pool/one ", unknown],
    [2_500, "pool/two ", unknown],
  ]);
});
