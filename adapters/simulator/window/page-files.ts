import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Every file of the page, by name; nothing else of the folder can be asked for. */
const types: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'window.css': 'text/css; charset=utf-8',
  'skins.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
  ...Object.fromEntries(
    [
      'app', 'card', 'composer', 'conversation', 'dom', 'guide', 'markdown', 'overview', 'people', 'server', 'store',
      'time', 'wording',
    ].map((name) => [`${name}.js`, 'text/javascript; charset=utf-8']), // prettier-ignore
  ),
}

export interface PageFile {
  readonly type: string
  readonly content: Buffer
}

/** A file of the chat window's page, or undefined where the page has none of that name. */
export async function readPageFile(assetsDir: string, name: string): Promise<PageFile | undefined> {
  const type = Object.hasOwn(types, name) ? types[name] : undefined
  if (type === undefined) return undefined
  return { type, content: await readFile(join(assetsDir, name)) }
}
