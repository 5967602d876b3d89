/** What `setup` decides of the target before the first phase, once per process. */
export { chooseClient, nextContact } from "./clients/choose-client";
export { isPublicAddress } from "./settings/public-address";
