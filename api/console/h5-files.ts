import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const script = 'text/javascript; charset=utf-8'

/** Every file of the pages, by name; nothing else of the folder can be asked for. */
const types: Readonly<Record<string, string>> = {
  'h5.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
  ...Object.fromEntries(
    ['app', 'card-list', 'decision', 'dingtalk-login', 'dom', 'more', 'record', 'server', 'sidebar', 'wording'].map(
      (name) => [`${name}.js`, script],
    ), // prettier-ignore
  ),
}

export interface PageFile {
  readonly type: string
  readonly content: Buffer
}

export interface PageFiles {
  /** A file by its name; undefined where there is none. */
  file(name: string): Promise<PageFile | undefined>
  /** The page itself, in a language. */
  page(which: 'index' | 'sidebar', language: 'zh' | 'en'): Promise<string>
}

/** `vendor` is WeCom's script, which comes from its package. */
export function createPageFiles(folder: string, vendor: () => string): PageFiles {
  return {
    file: async (name) => {
      if (name === 'wecom-jssdk.js') return { type: script, content: await readFile(vendor()) }
      const type = Object.hasOwn(types, name) ? types[name] : undefined
      return type === undefined ? undefined : { type, content: await readFile(join(folder, name)) }
    },
    page: async (which, language) => {
      const text = await readFile(join(folder, `${which}.html`), 'utf8')
      return language === 'en' ? text.replace('<html lang="zh-CN">', '<html lang="en">') : text
    },
  }
}
