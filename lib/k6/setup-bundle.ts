/** What `setup` decides of the target before the first phase, once per process. */
export { chooseClient } from "../clients/choose-client";
export { nextContact } from "../clients/first-contact";
export { preflight } from "../plan/preflight";
export { isPublicAddress } from "../settings/public-address";
