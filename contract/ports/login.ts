import type { Platform } from '../people'
import type { Millis } from '../quantities'

/**
 * How somebody got the code he shows: by the platform's own page in the browser, or from its client directly. The
 * platforms do not take one for the other.
 */
export type LoginRoute = 'page' | 'client'

/** A platform that says who sits in front of a browser. Somebody without an account there cannot log in. */
export interface LoginPort {
  readonly platform: Platform
  /**
   * Where the browser goes to be recognised; it comes back to `redirect` with a code and the same `state`, which is
   * letters and digits, at most 128.
   */
  pageAt(redirect: string, state: string): string
  /** What a page inside the platform's client needs to ask the client for a code; null where that is not set up. */
  readonly client: { readonly corpId: string } | null
  /** Whose code it is. Never throws; a code is worth one call. */
  identify(code: string, route: LoginRoute): Promise<Identified>
}

export type Identified =
  | { readonly kind: 'member'; readonly userId: string }
  /** Somebody of the platform who is not of this company, or whom the app may not see. */
  | { readonly kind: 'outsider' }
  /** Used before, older than five minutes, or never given. */
  | { readonly kind: 'code-spent' }
  /** The address that the browser was to come back to is not registered with the platform. */
  | { readonly kind: 'address-refused'; readonly code: string }
  /** `advice` is for whoever runs the hub. */
  | { readonly kind: 'refused'; readonly code: string; readonly advice: string }
  | { readonly kind: 'try-later'; readonly after: Millis; readonly code: string }

/** What lets a page of ours call a platform's client. */
export interface PageSignature {
  /** Seconds since 1970. */
  readonly timestamp: number
  readonly nonceStr: string
  /** Hex SHA-1. */
  readonly signature: string
}

export interface PageSignatures {
  readonly corpId: string
  readonly agentId: number
  /** For the company's interfaces and for the app's own; one does not do for the other. */
  readonly config: PageSignature
  readonly agentConfig: PageSignature
}

/** Signs addresses of our own pages for the WeCom client. */
export interface PageSigner {
  sign(url: string): Promise<PagesSigned>
}

export type PagesSigned =
  | { readonly kind: 'signed'; readonly signatures: PageSignatures }
  | { readonly kind: 'refused'; readonly code: string; readonly advice: string }
  | { readonly kind: 'try-later'; readonly after: Millis; readonly code: string }
