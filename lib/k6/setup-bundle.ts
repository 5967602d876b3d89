/** The decisions of `setup` on the target before the first phase, bundled once per process. */
export { chooseClient } from "../clients/choose-client";
export { nextContact } from "../clients/first-contact";
export { preflight } from "../plan/preflight";
export { isPublicAddress } from "../settings/public-address";
