/** Advice for the case that the service stays down after a trial or an arm. */
export const RESTARTS =
  "Or name RESET_URL, a web address that restarts the service when it is called: then the run goes on after harm. One out of any command: " +
  "npm run restart-by-http -- 9090 systemctl restart my-service, and -e RESET_URL=http://127.0.0.1:9090/";
