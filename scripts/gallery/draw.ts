import type { RenderedMessage } from '../../contract/ports/chat'

/** A message drawn about as its platform draws it, from nothing but the JSON that would be sent. */
export const draw = ({ platform, form, body }: RenderedMessage): string => {
  if (form === 'markdown') return `<div class="bubble ${platform}">${markdown(String(body.text))}</div>`
  return platform === 'wecom' ? wecomCard(body) : dingtalkCard(body)
}

interface TemplateCard {
  readonly source: { readonly desc: string; readonly desc_color: number }
  readonly main_title: { readonly title: string; readonly desc?: string }
  readonly sub_title_text?: string
  readonly horizontal_content_list?: readonly { readonly keyname: string; readonly value: string }[]
  readonly button_list: readonly { readonly text: string; readonly style: number }[]
}

const wecomCard = (body: RenderedMessage['body']): string => {
  const card = body as unknown as TemplateCard
  const rows = (card.horizontal_content_list ?? []).map(
    ({ keyname, value }) => `<dt>${safe(keyname)}</dt><dd>${safe(value)}</dd>`,
  )
  const buttons = card.button_list.map(
    ({ text, style }) => `<button class="wecom-${style}">${safe(text)}</button>`,
  )
  return `<div class="card wecom">
    <div class="source colour-${card.source.desc_color}">${safe(card.source.desc)}</div>
    <div class="title">${safe(card.main_title.title)}</div>
    <div class="desc">${safe(card.main_title.desc ?? '')}</div>
    ${card.sub_title_text === undefined ? '' : `<div class="sub">${safe(card.sub_title_text)}</div>`}
    <dl>${rows.join('')}</dl>
    <div class="buttons">${buttons.join('')}</div>
  </div>`
}

const dingtalkCard = (body: RenderedMessage['body']): string => {
  const of = (name: string): string => String(body[name] ?? '')
  const buttons = (JSON.parse(of('btns')) as { text: string; color: string; status: string }[]).map(
    ({ text, color, status }) => `<button class="ding-${color} ${status}">${safe(text)}</button>`,
  )
  return `<div class="card dingtalk">
    <div class="source">${safe(of('source'))}<span class="status">${safe(of('statusText'))}</span></div>
    <div class="title">${safe(of('title'))}</div>
    <div class="desc">${safe(of('subtitle'))}</div>
    ${markdown(of('markdown'))}
    <div class="buttons">${buttons.join('')}</div>
  </div>`
}

/** The part of markdown that our messages use. */
const markdown = (text: string): string =>
  text
    .split('\n')
    .map((line) => {
      const inline = safe(line).replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')
      if (line.startsWith('### ')) return `<h3>${inline.slice(4)}</h3>`
      if (line.startsWith('> ')) return `<blockquote>${inline.slice('&gt; '.length)}</blockquote>`
      if (line.startsWith('- ')) return `<div class="item">${inline.slice(2)}</div>`
      return line === '' ? '<div class="gap"></div>' : `<p>${inline}</p>`
    })
    .join('')

const safe = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
