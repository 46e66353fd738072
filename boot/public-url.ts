import type { SettingsReader } from './settings-reader'

/** Paths are put behind it as they are, so it ends before any question mark. */
export function readPublicUrl(read: SettingsReader): string | null {
  const url = read.url('PUBLIC_URL', ['http:', 'https:'])
  if (url === null) return null
  const { search, hash, username } = new URL(url)
  if (search === '' && hash === '' && username === '') return url
  read.problem('PUBLIC_URL', 'an address with neither a question mark nor a name in it')
  return null
}
