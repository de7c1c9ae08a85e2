/** The code of an error that says that this server will never do what was asked. */
export const unavailableCode = "NOT_AVAILABLE_EMBEDDED";
