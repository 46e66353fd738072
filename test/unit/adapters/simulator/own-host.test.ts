import { checkOwnHost } from '../../../../adapters/simulator/window/own-host'
import type { RequestOrigin } from '../../../../adapters/simulator/window/own-host'

const refused = (changes: Partial<RequestOrigin>, allowed: readonly string[] = []): boolean => {
  const request = {
    method: 'POST',
    host: 'localhost:8080',
    origin: undefined,
    fetchSite: undefined,
    ...changes,
  }
  try {
    checkOwnHost(request, allowed)
    return false
  } catch {
    return true
  }
}

describe('who may use the chat window', () => {
  it.each(['localhost', 'localhost:8080', 'LOCALHOST:8080', '127.0.0.1:3000', '[::1]:8080'])(
    'opens under the loopback name %s',
    (host) => expect(refused({ host })).toBe(false),
  )

  it.each([
    'evil.example',
    'evil.example:8080',
    'localhost.evil.example',
    '127.0.0.1.nip.io',
    '192.168.1.5',
    '',
  ])('does not open under %j, to which a foreign name may have been bound', (host) =>
    expect(refused({ host })).toBe(true),
  )

  it('opens under a name that was allowed', () => {
    expect(refused({ host: 'trial.corp.example:8080' }, ['Trial.corp.example'])).toBe(false)
  })

  it.each(['http://evil.example', 'http://localhost:9999', 'null', 'http://localhost'])(
    'does nothing in the name of a page from %s',
    (origin) => expect(refused({ origin })).toBe(true),
  )

  it('acts for its own page', () => {
    expect(refused({ origin: 'http://localhost:8080' })).toBe(false)
    expect(refused({ origin: 'https://localhost:8080' })).toBe(false)
  })

  it('shows nothing to another site, even for reading', () => {
    expect(refused({ method: 'GET', fetchSite: 'cross-site' })).toBe(true)
    expect(refused({ method: 'GET', fetchSite: 'same-origin' })).toBe(false)
    expect(refused({ method: 'GET', fetchSite: 'none' })).toBe(false)
  })
})
