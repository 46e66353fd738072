import { Fault } from '../../../contract/fault'

export interface RequestOrigin {
  readonly method: string
  /** The Host header. */
  readonly host: string
  readonly origin: string | undefined
  /** The Sec-Fetch-Site header. */
  readonly fetchSite: string | undefined
}

const loopback = ['localhost', '127.0.0.1', '[::1]']

/**
 * Lets only this machine's own pages in. A foreign name that resolves to loopback (DNS rebinding) carries its own Host;
 * a foreign page that posts here carries its own Origin.
 */
export function checkOwnHost(request: RequestOrigin, allowedHosts: readonly string[]): void {
  const allowed = [...loopback, ...allowedHosts.map((host) => host.toLowerCase())]
  if (!allowed.includes(hostName(request.host))) throw foreign(`Host ${request.host.slice(0, 100)}`)
  if (request.fetchSite === 'cross-site') throw foreign('a page of another site')
  if (request.method === 'GET' || request.method === 'HEAD') return
  const own = [`http://${request.host}`, `https://${request.host}`]
  if (request.origin !== undefined && !own.includes(request.origin)) {
    throw foreign(`Origin ${request.origin.slice(0, 100)}`)
  }
}

function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d{1,5}$/, '')
}

function foreign(what: string): Fault {
  return new Fault({
    code: 'forbidden',
    message: `The trial's chat window is only for pages of this machine; this request came by ${what}.`,
    advice: 'Open http://127.0.0.1 with the port that start printed.',
  })
}
