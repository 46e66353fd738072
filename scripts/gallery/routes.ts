import { render } from '../../bot'
import type { Card, CardContext } from '../../bot'
import { wordsOf } from '../../contract/ports/chat'
import type { RenderedMessage } from '../../contract/ports/chat'

/** The ways by which a card reaches people. */
export const routes = [
  { id: 'wecom-bot', name: '企业微信 智能机器人', platform: 'wecom' },
  { id: 'wecom-app', name: '企业微信 自建应用', platform: 'wecom' },
  { id: 'dingtalk', name: '钉钉', platform: 'dingtalk' },
  { id: 'plain', name: '纯文字', platform: 'wecom' },
] as const
export type Route = (typeof routes)[number]

export const messageOn = (route: Route, card: Card, context: CardContext): RenderedMessage =>
  render(card, route.platform, context)

/** What goes over the wire: the same card, wrapped as the route wants it, without what only the adapter knows. */
export const wireOf = ({ id }: Route, message: RenderedMessage): unknown => {
  const { form, body, plain } = wordsOf(message)
  if (id === 'plain') return plain
  if (id === 'dingtalk') return form === 'card' ? { cardData: { cardParamMap: body } } : body
  const content =
    form === 'card'
      ? { msgtype: 'template_card', template_card: { ...body, task_id: 'n123' } }
      : { msgtype: 'markdown', markdown: { content: body.text } }
  return id === 'wecom-bot'
    ? { chatid: 'lisi', ...content }
    : { touser: 'lisi', agentid: 1_000_002, enable_duplicate_check: 1, ...content }
}
