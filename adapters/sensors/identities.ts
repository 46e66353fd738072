import { identifierList } from '../http/identifiers'
import { addTraitIdentifiers } from '../http/profile'
import { recordOf } from '../http/text'

import type { Identifier, IdentifierType } from '../../contract/touchpoint'

type Fields = Readonly<Record<string, unknown>>

/** Identity names of ID-Mapping 3 by the part that tells their kind; the first that fits. */
const kinds: readonly (readonly [RegExp, IdentifierType])[] = [
  [/^\$identity_login_id$/, 'account'],
  [/mobile|phone/i, 'phone'],
  [/e?mail/i, 'email'],
  [/union_?id/i, 'unionid'],
  [/open_?id/i, 'openid'],
  [/external_?user_?id/i, 'external-userid'],
  [/cookie_id|anonymous_id|mp_id|anonymous/i, 'anonymous'],
  [/android|idfv|idfa|imei|oaid|harmony|device/i, 'device'],
]

/** Types whose properties describe the person. Those of an event may hold a shop's telephone as well. */
const aboutThePerson = /^profile_/

/** Server SDKs have no anonymous visitors of their own: what they are given is the company's id of a person. */
const onDevices = new Set(['js', 'MiniProgram', 'AlipayMini', 'Android', 'iOS', 'HarmonyOS'])

/**
 * Who an event is about: the `identities` map where there is one (ID-Mapping 3), else `distinct_id` read by
 * what the event says of it. `track_signup` joins `original_id`, the visitor, to `distinct_id`, the login.
 */
export const identifiersOf = (event: Fields): readonly Identifier[] => {
  const list = identifierList()
  const identities = recordOf(event['identities'])
  for (const name in identities) {
    const value = identities[name]
    for (const one of Array.isArray(value) ? value : [value]) {
      const kind = kinds.find(([pattern]) => pattern.test(name))?.[1]
      if (kind === undefined) list.add('account', typeof one === 'string' ? `${name}:${one}` : undefined)
      else list.add(kind, one)
    }
  }
  list.add('account', event['login_id'])
  list.add('anonymous', event['anonymous_id'])
  if (event['type'] === 'track_signup') list.add('anonymous', event['original_id'])
  if (Object.keys(identities).length === 0) list.add(kindOfDistinctId(event), event['distinct_id'])
  if (aboutThePerson.test(String(event['type']))) addTraitIdentifiers(list, recordOf(event['properties']))
  return list.found
}

const kindOfDistinctId = (event: Fields): IdentifierType => {
  const distinct = event['distinct_id']
  const properties = recordOf(event['properties'])
  if (distinct === event['anonymous_id']) return 'anonymous'
  if (distinct === event['login_id'] || event['type'] === 'track_signup') return 'account'
  if (typeof properties['$is_login_id'] === 'boolean')
    return properties['$is_login_id'] ? 'account' : 'anonymous'
  const library = recordOf(event['lib'])['$lib'] ?? properties['$lib']
  return typeof library === 'string' && onDevices.has(library) ? 'anonymous' : 'account'
}
