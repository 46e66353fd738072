import { wordsOf } from '../../contract/ports/chat'
import type { Picture, RenderedMessage } from '../../contract/ports/chat'

/** A message drawn about as its platform draws it, from nothing but the JSON that would be sent. */
export const draw = (message: RenderedMessage): string => {
  const { platform, form, body } = wordsOf(message)
  const picture = message.form === 'picture' ? pictureOf(message.picture) : ''
  // WeCom shows a picture as a message of its own, DingTalk inside the words.
  if (platform === 'wecom') {
    const above = picture === '' ? '' : `<div class="bubble picture">${picture}</div>`
    return above + (form === 'markdown' ? bubble(markdown(String(body.text)), platform) : wecomCard(body))
  }
  return form === 'markdown'
    ? bubble(picture + markdown(String(body.text)), platform)
    : dingtalkCard(body, picture)
}

const bubble = (inside: string, platform: string): string => `<div class="bubble ${platform}">${inside}</div>`

const pictureOf = ({ png, alt }: Picture): string =>
  `<img alt="${safe(alt)}" src="data:image/png;base64,${Buffer.from(png).toString('base64')}">`

interface TemplateCard {
  readonly source: { readonly desc: string; readonly desc_color: number }
  readonly main_title: { readonly title: string; readonly desc?: string }
  readonly sub_title_text?: string
  readonly action_menu?: { readonly desc: string; readonly action_list: readonly { readonly text: string }[] }
  readonly horizontal_content_list?: readonly {
    readonly keyname: string
    readonly value: string
    readonly url?: string
  }[]
  readonly button_list: readonly { readonly text: string; readonly style: number }[]
}

const wecomCard = (body: RenderedMessage['body']): string => {
  const card = body as unknown as TemplateCard
  const rows = (card.horizontal_content_list ?? []).map(
    ({ keyname, value, url }) =>
      `<dt>${safe(keyname)}</dt><dd>${url === undefined ? safe(value) : link(url, value)}</dd>`,
  )
  const buttons = card.button_list.map(
    ({ text, style }) => `<button class="wecom-${style}">${safe(text)}</button>`,
  )
  return `<div class="card wecom">
    <div class="source colour-${card.source.desc_color}">${safe(card.source.desc)}${menu(card)}</div>
    <div class="title">${safe(card.main_title.title)}</div>
    <div class="desc">${safe(card.main_title.desc ?? '')}</div>
    ${card.sub_title_text === undefined ? '' : `<div class="sub">${safe(card.sub_title_text)}</div>`}
    <dl>${rows.join('')}</dl>
    <div class="buttons">${buttons.join('')}</div>
  </div>`
}

const link = (url: string, text: string): string => `<a href="${safe(url)}">${safe(text)}</a>`

/** Behind three dots on a phone; spread out here. */
const menu = ({ action_menu: menu }: TemplateCard): string =>
  menu === undefined
    ? ''
    : `<span class="menu">⋯ ${menu.action_list.map(({ text }) => `<i>${safe(text)}</i>`).join('')}</span>`

const dingtalkCard = (body: RenderedMessage['body'], picture: string): string => {
  const of = (name: string): string => String(body[name] ?? '')
  const buttons = (JSON.parse(of('btns')) as { text: string; color: string; status: string }[]).map(
    ({ text, color, status }) => `<button class="ding-${color} ${status}">${safe(text)}</button>`,
  )
  const status = of('statusText') === '' ? '' : `<span class="status">${safe(of('statusText'))}</span>`
  return `<div class="card dingtalk">
    <div class="source">${safe(of('source'))}${status}</div>
    <div class="title">${safe(of('title'))}</div>
    <div class="desc">${safe(of('subtitle'))}</div>
    ${picture}
    ${markdown(of('markdown'))}
    <div class="buttons">${buttons.join('')}</div>
  </div>`
}

/** The part of markdown that our messages use. */
const markdown = (text: string): string =>
  text
    .split('\n')
    .map((line) => {
      const inline = safe(line)
        .replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')
        .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, '<a href="$2">$1</a>')
      if (line.startsWith('### ')) return `<h3>${inline.slice(4)}</h3>`
      if (line.startsWith('> ')) return `<blockquote>${inline.slice('&gt; '.length)}</blockquote>`
      if (line.startsWith('- ')) return `<div class="item">${inline.slice(2)}</div>`
      return line === '' ? '<div class="gap"></div>' : `<p>${inline}</p>`
    })
    .join('')

export const safe = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
