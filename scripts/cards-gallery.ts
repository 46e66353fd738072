import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

import { createPictures } from '../adapters/pictures'
import { galleryPage } from './gallery/page'

/** Writes one page with every card on every route. For looking at: `npm run cards -- [file]`. */
const write = (file: string): void => {
  const warn = (_: object, text: string): void => void process.stderr.write(`${text}\n`)
  const page = galleryPage(createPictures({ log: { warn }, scale: 2 }))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, page)
  process.stdout.write(`${file}\n`)
}

write(process.argv[2] ?? 'dist/cards.html')
