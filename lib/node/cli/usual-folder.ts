/** The folder of the report where nobody names another one: below the one where the user stands. */
export const USUAL_FOLDER = "probe-storm-out";
