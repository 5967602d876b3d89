/** `com.sun.net.httpserver.HttpsServer` of the JDK, in one file that `java` compiles and runs. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { certificateFiles } from "./certificate-files";
import { startService, type Service } from "./service";
import { withFolder } from "./with-folder";

const SOURCE = new URL("JdkHttps.java", import.meta.url).pathname;
const PASSWORD = "for-this-test";

export function jdkHttps(): Promise<Service> {
  return withFolder((folder) => {
    const { cert, key } = certificateFiles(folder);
    const store = join(folder, "store.p12");
    const made = ["pkcs12", "-export", "-in", cert, "-inkey", key, "-out", store, "-passout", `pass:${PASSWORD}`];
    execFileSync("openssl", made, { stdio: "pipe" });
    return startService(["java", SOURCE, store, PASSWORD], /^listening on port (\d+)$/m);
  });
}
