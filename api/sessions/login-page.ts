import type { PageLanguage } from './domain/language-of'

export interface LoginPage {
  readonly title: string
  readonly text: string
  readonly actions: readonly { readonly href: string; readonly text: string }[]
  /** What the page's own script is told, as `data-` attributes of its main element. */
  readonly data?: Readonly<Record<string, string>>
  /** Scripts, in order. */
  readonly scripts?: readonly string[]
}

/** A page of a few words and at most a few links. Whatever stands in it is text. */
export const loginPage = (page: LoginPage, brand: string, language: PageLanguage): string => {
  const data = Object.entries(page.data ?? {}).map(([name, value]) => ` data-${name}="${escaped(value)}"`)
  const actions = page.actions.map(
    ({ href, text }) => `<a class="button primary" href="${escaped(href)}">${escaped(text)}</a>`,
  )
  const scripts = (page.scripts ?? []).map((src) => `<script src="${escaped(src)}" defer></script>`)
  return `<!doctype html>
<html lang="${language === 'en' ? 'en' : 'zh-CN'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(page.title)} · ${escaped(brand)}</title>
<link rel="stylesheet" href="/h5/h5.css">
<link rel="icon" href="/h5/icon.svg">
${scripts.join('\n')}
</head>
<body class="plain">
<main class="notice" id="login"${data.join('')}>
<h1>${escaped(page.title)}</h1>
<p role="status">${escaped(page.text)}</p>
${actions.join('\n')}
</main>
</body>
</html>
`
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
