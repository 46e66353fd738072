import { createHash } from 'node:crypto'

import type { CardPress, ChatMessage } from '../../../../contract/ports/chat'
import { instant } from '../../../../contract/quantities'
import type { Instant } from '../../../../contract/quantities'
import { firstCharacters } from '../../first-characters'
import { referenceOf } from '../../task-id'
import { textAt } from './parse-xml'
import type { XmlElement } from './parse-xml'

/** What an app heard, in our words. `id` is what a redelivery repeats. */
export type AppHeard =
  | { readonly kind: 'message'; readonly id: string; readonly message: ChatMessage }
  | { readonly kind: 'press'; readonly id: string; readonly press: CardPress; readonly pressed: Pressed }
  /** A trouble of the app itself that an admin should hear of. */
  | { readonly kind: 'losing-rights'; readonly id: string; readonly event: string }
  /** Something happened to an external contact (DOC 92130). What, is not for an event to say. */
  | { readonly kind: 'contact-changed'; readonly externalId: string }
  | { readonly kind: 'nothing'; readonly because: string }

/** The card that was pressed, as the platform names it. */
export interface Pressed {
  readonly taskId: string
  /** Changes the card once, within 72 hours (DOC 94888). */
  readonly responseCode: string | null
}

/** Messages of DOC 90239, events of DOC 90240; everything that is not for us is `nothing`, never an error. */
export const decodeCallback = (xml: XmlElement, agentId: number, now: Instant): AppHeard => {
  const agent = textAt(xml, 'AgentID')
  if (agent !== undefined && agent !== '' && agent !== String(agentId)) return nothing('of another app')
  const userId = textAt(xml, 'FromUserName') ?? ''
  if (userId === '' || userId.length > 256) return nothing('without a sender')
  const type = textAt(xml, 'MsgType')
  const callback = { xml, userId, at: timeOf(xml, now) }
  if (type === 'text') return decodeText(callback)
  if (type === 'event') return decodeEvent(callback)
  return nothing(`message of type ${(type ?? '').slice(0, 32)}`)
}

interface Callback {
  readonly xml: XmlElement
  readonly userId: string
  readonly at: Instant
}

/** MsgId is a number of 64 bits and stays text: as a JavaScript number two of them may become one. */
const decodeText = (callback: Callback): AppHeard => {
  const messageId = textAt(callback.xml, 'MsgId') ?? ''
  if (!/^\d{1,20}$/.test(messageId)) return nothing('message without MsgId')
  const text = (textAt(callback.xml, 'Content') ?? '').trim()
  return toMessage(callback, `m:${messageId}`, messageId, text)
}

const decodeEvent = (callback: Callback): AppHeard => {
  const event = textAt(callback.xml, 'Event') ?? ''
  const id = identityOf(callback.xml)
  if (event === 'template_card_event' || event === 'template_card_menu_event')
    return decodePress(callback, id)
  // A click on the app's menu says the command that its key is.
  if (event === 'click') return toMessage(callback, id, id, (textAt(callback.xml, 'EventKey') ?? '').trim())
  if (event === 'change_external_contact') return decodeContact(callback.xml)
  if (aboutRights.has(event)) return { kind: 'losing-rights', id, event }
  return nothing(`event ${event.slice(0, 64)}`)
}

/** Whether he was added, edited or removed: he is read again. Other changes are of no interest. */
const decodeContact = (xml: XmlElement): AppHeard => {
  const change = textAt(xml, 'ChangeType') ?? ''
  const externalId = textAt(xml, 'ExternalUserID') ?? ''
  if (!contactChanges.has(change)) return nothing(`contact ${change.slice(0, 64)}`)
  return /^[\w-]{1,64}$/.test(externalId)
    ? { kind: 'contact-changed', externalId }
    : nothing('contact without an id')
}

const contactChanges: ReadonlySet<string> = new Set([
  'add_external_contact',
  'add_half_external_contact',
  'edit_external_contact',
  'del_external_contact',
  'del_follow_user',
  'transfer_fail',
])

const decodePress = ({ xml, userId, at }: Callback, id: string): AppHeard => {
  const key = textAt(xml, 'EventKey') ?? ''
  const taskId = textAt(xml, 'TaskId') ?? ''
  if (key === '' || taskId === '' || key.length > 1_024 || taskId.length > 256)
    return nothing('press without key')
  const responseCode = textAt(xml, 'ResponseCode') ?? ''
  return {
    kind: 'press',
    id,
    press: { from: { platform: 'wecom', userId }, pressId: id, reference: referenceOf(taskId), key, at },
    pressed: { taskId, responseCode: responseCode === '' ? null : responseCode.slice(0, 1_024) },
  }
}

const toMessage = ({ userId, at }: Callback, id: string, messageId: string, text: string): AppHeard =>
  text === ''
    ? nothing('no words in it')
    : {
        kind: 'message',
        id,
        message: {
          from: { platform: 'wecom', userId },
          messageId,
          group: null,
          text: firstCharacters(text, 2_000),
          at,
        },
      }

/** WeCom tells an app that it is little used, will lose its rights, or has lost them. */
const aboutRights: ReadonlySet<string> = new Set([
  'close_inactive_agent',
  'inactive_alert',
  'low_active_alert',
  'low_active',
])

const parts = [
  'FromUserName',
  'CreateTime',
  'Event',
  'ChangeType',
  'EventKey',
  'TaskId',
  'UserID',
  'ExternalUserID',
  'ChatId',
  'MeetingId',
  'AgentID',
] as const

/**
 * Events have no MsgId. Sender and second are too coarse a name for them: two buttons of a second would be one, and
 * so would all events of `sys`. ResponseCode is left out: whether a redelivery carries the same is not documented.
 */
const identityOf = (xml: XmlElement): string => {
  const chosen = xml.children.find(({ name }) => name === 'SelectedItems')
  const whole = [...parts.map((part) => textAt(xml, part) ?? ''), chosen === undefined ? '' : leaves(chosen)]
  return `e:${createHash('sha256').update(JSON.stringify(whole)).digest('hex').slice(0, 40)}`
}

const leaves = (element: XmlElement): string =>
  element.children.length === 0 ? element.text : `(${element.children.map(leaves).join(',')})`

/** Seconds on the wire. */
const timeOf = (xml: XmlElement, now: Instant): Instant => {
  const seconds = textAt(xml, 'CreateTime') ?? ''
  return /^\d{9,11}$/.test(seconds) ? instant(Number(seconds) * 1_000) : now
}

const nothing = (because: string): AppHeard => ({ kind: 'nothing', because })
