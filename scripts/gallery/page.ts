import { en, extraKeys } from '../../bot'
import type { CardContext } from '../../bot'
import type { DrawPicture } from '../../contract/ports/pictures'
import type { Amount } from './amount'
import { draw, safe } from './draw'
import { messageOn, routes, wireOf } from './routes'
import type { Route } from './routes'
import { sampleCards } from './sample-cards'
import type { SampleCard } from './sample-cards'
import { style } from './style'

type Theme = 'light' | 'dark'

/** Every card on every route, in light and dark, with the usual, little and much to say. */
export const galleryPage = (picture: DrawPicture): string => {
  const chinese: CardContext = {
    utcOffsetMinutes: 480,
    extras: new Set(extraKeys),
    draw: picture,
    address: (path, platform) => `https://hub.example.com${path}?via=${platform}`,
  }
  const sections = [
    section('light', '平常', 'usual', chinese),
    section('dark', '平常', 'usual', chinese),
    section('light', '内容很多', 'much', chinese),
    section('dark', '内容很少', 'little', chinese),
    section('light', 'English', 'usual', { ...chinese, wording: en }),
  ]
  return `<!doctype html><html lang="zh"><meta charset="utf-8"><title>卡片一览</title><style>${style}</style>${sections.join('')}`
}

const section = (theme: Theme, title: string, amount: Amount, context: CardContext): string => {
  const cards = sampleCards(amount, { ...context, theme }).map((sample) => row(sample, { ...context, theme }))
  const names = routes.map(({ name }) => `<h3>${name}</h3>`).join('')
  return `<section class="${theme}" data-amount="${amount}"><h1>${title}</h1><div class="routes names">${names}</div>${cards.join('')}</section>`
}

const row = ({ kind, name, card }: SampleCard, context: CardContext): string => {
  const cells = routes.map((route) => cell(route, kind, card, context))
  return `<h2>${safe(name)}</h2><div class="routes">${cells.join('')}</div>`
}

const cell = (route: Route, kind: string, card: SampleCard['card'], context: CardContext): string => {
  const message = messageOn(route, card, context)
  const wire = wireOf(route, message)
  const drawn =
    route.id === 'plain' ? `<div class="bubble plain">${safe(message.plain)}</div>` : draw(message)
  const json =
    route.id === 'plain'
      ? ''
      : `<details><summary>JSON</summary><pre>${safe(JSON.stringify(wire, null, 1))}</pre></details>`
  return `<div data-card="${kind}" data-route="${route.id}">${drawn}${json}</div>`
}
