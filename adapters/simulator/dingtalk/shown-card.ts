import { z } from 'zod'

import type { Shown, ShownButton } from '../simulated-platform'

export type CardParams = Readonly<Record<string, string>>

type ShownCard = Extract<Shown, { form: 'card' }>

/** The variables that the template declares; others are not drawn. */
export const templateVariables: ReadonlySet<string> = new Set([
  'title',
  'subtitle',
  'source',
  'markdown',
  'statusText',
  'btns',
  'flowStatus',
  'lastMessage',
  'picture',
])

/** Of type Markdown: what a streaming update may write into. */
export const markdownVariables: ReadonlySet<string> = new Set(['markdown', 'picture'])

/** What the DingTalk client draws from a cardParamMap through the hub's template. */
export const shownCard = (reference: string, params: CardParams): ShownCard => {
  const buttons = buttonsOf(params)
  const links = buttons.flatMap(({ text, event }) =>
    event.type === 'openLink' ? [{ text, url: event.params.url }] : [],
  )
  return {
    form: 'card',
    reference,
    source: params['source'] ?? '',
    title: params['title'] ?? '',
    subtitle: params['subtitle'] ?? '',
    facts: params['statusText'] ? [{ name: '状态', value: params['statusText'] }] : [],
    text: [params['picture'] ?? '', params['markdown'] ?? ''].filter((part) => part !== '').join('\n\n'),
    buttons: buttons.filter((button) => button.event.type === 'sendCardRequest').map(drawn),
    ...(links.length === 0 ? {} : { links }),
  }
}

/** What a press of this button sends, or undefined where the card has no such button that can be pressed. */
export const requestOf = (
  params: CardParams,
  key: string,
): { actionId: string; params: object } | undefined => {
  for (const { event } of buttonsOf(params)) {
    if (event.type === 'sendCardRequest' && event.params.actionId === key) return event.params
  }
  return undefined
}

/** Why the client could not draw `btns`, or undefined where it can. */
export const buttonFault = (params: CardParams): string | undefined => {
  if (params['btns'] === undefined || params['btns'] === '') return undefined
  const read = buttonGroup.safeParse(jsonOf(params['btns']))
  return read.success ? undefined : z.prettifyError(read.error)
}

const buttonsOf = (params: CardParams): Button[] => {
  const read = buttonGroup.safeParse(jsonOf(params['btns'] ?? '[]'))
  return read.success ? read.data.filter((button) => button.status !== 'disabled') : []
}

const drawn = (button: Button): ShownButton => ({
  key: button.event.type === 'sendCardRequest' ? button.event.params.actionId : '',
  text: button.text,
  style: button.color === 'blue' ? 'primary' : button.color === 'red' ? 'danger' : 'normal',
})

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

const event = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('sendCardRequest'),
    params: z.object({ actionId: z.string().min(1), params: z.record(z.string(), z.unknown()).default({}) }),
  }),
  z.object({ type: z.literal('openLink'), params: z.object({ url: z.string().min(1) }) }),
])

/** A `buttonGroup` variable. */
const buttonGroup = z
  .array(
    z.object({
      text: z.string().min(1),
      color: z.enum(['blue', 'gray', 'red']).default('gray'),
      status: z.enum(['normal', 'disabled']).default('normal'),
      event,
    }),
  )
  .max(20)
type Button = z.infer<typeof buttonGroup>[number]
