/** An answer that refuses, in the form of the new API: HTTP status and `code`. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message = code,
    readonly detail: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
    this.name = 'Refusal'
  }

  body(requestId: string): object {
    return { code: this.code, message: this.message, requestid: requestId, ...this.detail }
  }
}

/** Legacy APIs and webhooks refuse with 200 and `errcode`. */
export class LegacyRefusal extends Error {
  constructor(
    readonly errcode: number,
    message: string,
  ) {
    super(message)
    this.name = 'LegacyRefusal'
  }
}
