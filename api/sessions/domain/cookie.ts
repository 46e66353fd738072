export interface CookieLife {
  readonly path: string
  /** Only over https. */
  readonly secure: boolean
  /** 0 takes it back. */
  readonly seconds: number
}

/** A cookie that no script can read and no other site's form can send along. */
export const cookieLine = (name: string, value: string, { path, secure, seconds }: CookieLife): string =>
  [
    `${name}=${value}`,
    `Path=${path}`,
    `Max-Age=${seconds}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(secure ? ['Secure'] : []),
  ].join('; ')

/** The value of a cookie of ours, which is base64url of a known length; undefined where there is none of that form. */
export function cookieOf(header: string | undefined, name: string, length: number): string | undefined {
  for (const part of (header ?? '').slice(0, MOST_READ).split(';')) {
    const [key = '', value = ''] = part.trim().split('=', 2)
    if (key === name && value.length === length && /^[\w-]+$/.test(value)) return value
  }
  return undefined
}

const MOST_READ = 8_192
