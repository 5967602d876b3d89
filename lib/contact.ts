/** What `setup` decides of the target before the first phase, once per process. */
export { chooseClient } from "./clients/choose-client";
export { nextContact } from "./clients/first-contact";
export { isPublicAddress } from "./settings/public-address";
