import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

import { en, render } from '../bot'
import type { CardContext } from '../bot'
import { platforms } from '../contract/people'
import { draw } from './gallery/draw'
import { sampleCards } from './gallery/sample-cards'
import type { Amount } from './gallery/sample-cards'
import { style } from './gallery/style'

/**
 * Writes one page with every card on both platforms, in light and dark, with the usual, little and much to say.
 * For looking at: `npm run cards -- [file]`.
 */
const write = (file: string): void => {
  const chinese: CardContext = { utcOffsetMinutes: 480 }
  const sections = [
    section('light', '平常', 'usual', chinese),
    section('dark', '内容很多', 'much', chinese),
    section('light', '内容很少', 'little', chinese),
    section('dark', 'English', 'usual', { ...chinese, wording: en }),
  ]
  const page = `<!doctype html><html lang="zh"><meta charset="utf-8"><title>卡片一览</title><style>${style}</style>${sections.join('')}`
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, page)
  process.stdout.write(`${file}\n`)
}

const section = (theme: 'light' | 'dark', title: string, amount: Amount, context: CardContext): string => {
  const pairs = sampleCards(amount, context).map(({ name, card }) => {
    const drawn = platforms.map((platform) => `<div>${draw(render(card, platform, context))}</div>`)
    return `<h2>${name}</h2><div class="pair">${drawn.join('')}</div>`
  })
  return `<section class="${theme}"><h1>${title} · 企业微信 | 钉钉</h1>${pairs.join('')}</section>`
}

write(process.argv[2] ?? 'dist/cards.html')
