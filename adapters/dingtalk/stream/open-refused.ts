/** DingTalk answered the registration of a connection, and the answer was no. */
export class OpenRefused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(`connections/open was answered ${status} ${code}`)
    this.name = 'OpenRefused'
  }

  /**
   * Only a person can help: credentials, an unpublished app, a robot that is not in Stream mode, an address outside
   * the allow-list. DingTalk answers 400 or 401 to all of them; a 403 may also be a rate limit, which passes.
   */
  get needsAPerson(): boolean {
    if (this.status < 400 || this.status >= 500) return false
    return this.status !== 408 && this.status !== 429 && !/qpslimit/i.test(this.code)
  }
}
