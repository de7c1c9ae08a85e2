/** A KTRDR API as a function from request to response: remote, embedded or made up in a test. */
export interface Server extends AsyncDisposable {
  /** Answers one request. Never rejects for a bad request: that is a response. */
  fetch(request: Request): Promise<Response>;
}
