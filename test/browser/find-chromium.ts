import { existsSync } from 'node:fs'

/** The browser of this machine, or undefined where it has none. TEST_CHROMIUM names another. */
export function findChromium(): string | undefined {
  const named = process.env['TEST_CHROMIUM']
  return [named, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
    (path) => path !== undefined && path !== '' && existsSync(path),
  )
}

/** Nothing but the pages we ask for: no updates, no sync, no first-run pages. */
export const chromiumFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
