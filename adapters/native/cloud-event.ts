import { boundedId } from '../http/content-hash'
import { firstText, recordOf, textOf } from '../http/text'

import type { TouchpointForm } from './touchpoint-form'
import type { DoorRequest } from '../../contract/ports/door'

type Fields = Readonly<Record<string, unknown>>

/** Parts of our own form that an event's data may carry as they are. */
const ours = ['verb', 'object', 'topic', 'exposes', 'visit', 'dwellSeconds', 'actor', 'profile'] as const

const whoFields: readonly (readonly [keyof NonNullable<TouchpointForm['who']>, readonly string[]])[] = [
  ['account', ['account', 'userId', 'user_id', 'userid', 'customerId', 'customer_id']],
  ['unionid', ['unionid', 'unionId']],
  ['externalUserid', ['externalUserid', 'external_userid', 'externaluserid']],
  ['openid', ['openid', 'openId']],
  ['phone', ['phone', 'mobile', 'tel']],
  ['email', ['email', 'mail']],
  ['device', ['deviceId', 'device_id', 'deviceid', 'sn']],
  ['anonymous', ['anonymousId', 'anonymous_id', 'anonymousid']],
]

/** Context attributes of the CloudEvents 1.0 specification (github.com/cloudevents/spec); others are extensions. */
const attributes = new Set(['specversion', 'id', 'source', 'type', 'subject', 'time', 'datacontenttype', 'dataschema', 'data', 'data_base64']) // prettier-ignore

/**
 * A CloudEvent as a touchpoint in our own form. `source` and `id` together make it one (spec §3.1.1); `type` is
 * the event name, `subject` names the object, who it was is looked for in data and extensions.
 */
export const toForm = (event: Fields): Record<string, unknown> => {
  const data = recordOf(event['data'])
  const extensions: Record<string, unknown> = {}
  for (const key in event) if (!attributes.has(key) && key !== '__proto__') extensions[key] = event[key]

  const form: Record<string, unknown> = {
    id: boundedId(`${String(event['source'])}|${String(event['id'])}`),
    event: event['type'],
    who: typeof data['who'] === 'object' ? data['who'] : whoOf({ ...extensions, ...data }),
    properties: propertiesOf(event, data, extensions),
  }
  if (event['time'] !== undefined) form['at'] = event['time']
  for (const key of ours) if (data[key] !== undefined) form[key] = data[key]
  return form
}

/** Whether it has the four attributes every CloudEvent has. */
export const isCloudEvent = (value: unknown): value is Fields => {
  const event = recordOf(value)
  return ['specversion', 'id', 'source', 'type'].every((name) => textOf(event[name], 1_024) !== undefined)
}

/** Binary mode of the HTTP binding (§3.1): attributes as `ce-` headers, percent-encoded, the body is the data. */
export const fromHeaders = (headers: DoorRequest['headers'], data: unknown): Fields => {
  const event: Record<string, unknown> = { data }
  for (const name in headers) {
    if (name.startsWith('ce-')) event[name.slice(3)] = decoded(headers[name] ?? '')
  }
  return event
}

const whoOf = (fields: Fields): Record<string, string> => {
  const who: Record<string, string> = {}
  for (const [kind, names] of whoFields) {
    const value = firstText(fields, names, 128)
    if (value !== undefined) who[kind] = value
  }
  return who
}

/** Everything but ourselves: data, extensions, and the subject, which names the object where data does not. */
const propertiesOf = (event: Fields, data: Fields, extensions: Fields): Record<string, unknown> => {
  const rest: Record<string, unknown> = {}
  for (const key in data)
    if (key !== 'who' && !(ours as readonly string[]).includes(key)) rest[key] = data[key]
  return {
    ...rest,
    ...extensions,
    ...(event['subject'] === undefined ? undefined : { subject: event['subject'] }),
  }
}

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
