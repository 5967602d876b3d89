/** Strings whose characters are bytes, as HAProxy's configuration is made of them. */

export function hexOfBytes(bytes: string): string {
  let hex = "";
  for (let i = 0; i < bytes.length; i++) hex += bytes.charCodeAt(i).toString(16).padStart(2, "0");
  return hex;
}

export { be, le } from "../bytes";
