export type PageLanguage = 'zh' | 'en'

/** The first language of the browser's that we speak, and the hub's own where it names neither. */
export function languageOf(acceptLanguage: string | undefined, hub: PageLanguage): PageLanguage {
  for (const part of (acceptLanguage ?? '').slice(0, 500).toLowerCase().split(',')) {
    const name = part.trim().slice(0, 2)
    if (name === 'zh' || name === 'en') return name
  }
  return hub
}
