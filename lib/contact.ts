/** What `setup` decides of the target before the first phase, once per process. */
export { chooseClient, firstContact } from "./clients/choose-client";
export { isPublicAddress } from "./settings/public-address";
