import { z } from 'zod'

import { Fault } from '../../contract/fault'
import { topic } from '../../contract/ids'
import { boundedId, contentHash } from '../http/content-hash'
import { read, unreadable } from '../http/decoded'
import { flatten } from '../http/flatten'
import { identifierList } from '../http/identifiers'
import { pathOfUrl } from '../http/objects'
import { addTraitIdentifiers, profileOf } from '../http/profile'
import { clip, firstText, textOf } from '../http/text'

import { wording } from './wording'

import type { Instant } from '../../contract/quantities'
import type { Identifier } from '../../contract/touchpoint'
import type { Decoded } from '../http/decoded'

const longestMessage = 4_000
const field = z.union([z.string().max(512), z.number(), z.boolean(), z.array(z.string().max(512)).max(20)])

/** What a form may send. Fields of its own are welcome and kept; names are those of the README. */
const inquiryForm = z
  .object({
    message: z.string().max(longestMessage).optional(),
    留言: z.string().max(longestMessage).optional(),
  })
  .catchall(field.nullish())

/** A field that people do not see and programs fill in. */
const trap = 'website'
/** Fields that have a place of their own, or belong to nobody but the form. */
const placed = new Set(['id', 'key', 'anonymous', 'visit', 'message', '留言', 'form', trap])

/**
 * One inquiry as a touchpoint: `submitted`, a form, topic `inquiry`. The form's own id makes it one; without it
 * the same words of the same person on the same day do. Refuses what nobody could be called back for.
 */
export const decodeInquiry = (piece: Readonly<Record<string, unknown>>, receivedAt: Instant): Decoded => {
  const parsed = inquiryForm.safeParse(piece)
  if (!parsed.success) throw refusal(wording.tooLong, wording.tooLongAdvice)
  const form: Readonly<Record<string, unknown>> = parsed.data
  const sourceEventId = idOf(form, receivedAt)
  if (textOf(form[trap]) !== undefined) {
    return unreadable('honeypot', 'a program filled in the hidden field', {
      sourceEventId,
      piece: withoutKey(form),
    })
  }

  const identifiers = identifiersOf(form)
  if (!identifiers.some(({ type }) => type === 'phone' || type === 'email')) {
    throw refusal(wording.noContact, wording.noContactAdvice)
  }
  const profile = profileOf(form)
  const visit = textOf(form['visit'], 128)
  const page = pathOfUrl(form['page'])
  return read({
    sourceEventId,
    occurredAt: receivedAt,
    actor: 'customer',
    verb: 'submitted',
    object: { type: 'form', id: textOf(form['form']) ?? page ?? 'inquiry', name: wording.formName },
    topic: topic('inquiry'),
    identifiers,
    properties: propertiesOf(form, identifiers),
    ...(profile === undefined ? undefined : { profile }),
    ...(visit === undefined ? undefined : { visit }),
  })
}

const identifiersOf = (form: Readonly<Record<string, unknown>>): readonly Identifier[] => {
  const list = identifierList()
  addTraitIdentifiers(list, form)
  // collect.js hands the visitor's id to the form, which ties the pages before to the person now.
  list.add('anonymous', form['anonymous'])
  return list.found
}

const idOf = (form: Readonly<Record<string, unknown>>, receivedAt: Instant): string => {
  const given = textOf(form['id'], 512)
  if (given !== undefined) return boundedId(given)
  const { visit: _visit, key: _key, ...words } = form
  const day = Math.floor((receivedAt + 8 * 3_600_000) / 86_400_000)
  return contentHash(`${day}|${JSON.stringify(words)}`)
}

/** What became an identifier is not repeated; what looked like none, such as half a phone number, is kept. */
const propertiesOf = (form: Readonly<Record<string, unknown>>, identifiers: readonly Identifier[]) => {
  const used = new Set(placed)
  if (identifiers.some(({ type }) => type === 'phone'))
    for (const name of ['phone', 'mobile', '手机', '手机号', '电话']) used.add(name)
  if (identifiers.some(({ type }) => type === 'email'))
    for (const name of ['email', 'mail', '邮箱']) used.add(name)
  const message = firstText(form, ['message', '留言'], longestMessage)
  return {
    ...flatten(form, used),
    ...(message === undefined ? undefined : { message: clip(message, longestMessage) }),
  }
}

const withoutKey = ({ key: _key, ...form }: Readonly<Record<string, unknown>>): object => form

const refusal = (message: string, advice: string): Fault =>
  new Fault({ code: 'bad-request', message, advice })
