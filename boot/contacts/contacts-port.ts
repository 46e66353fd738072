import { createWecomContacts, createWecomRest } from '../../adapters/wecom'
import type { Clock } from '../../contract/ports/clock'
import type { ContactsPort } from '../../contract/ports/contacts'
import type { Config } from '../config'
import type { DirectoryLog } from '../directory/directories'

/** A page of a hundred contacts takes longer than a message. */
const LONGEST_CALL_MS = 15_000

/** WeCom's customers by the self-built app; null where none is configured. */
export function createContactsPort(
  { wecomDirectory }: Pick<Config, 'wecomDirectory'>,
  deps: { readonly log: DirectoryLog; readonly clock: Clock },
): ContactsPort | null {
  if (wecomDirectory === null) return null
  const { corpId, secret, apiBase } = wecomDirectory
  const base = apiBase === null ? {} : { apiBase }
  const rest = createWecomRest({ corpId, secret: secret.reveal(), call: LONGEST_CALL_MS, ...base }, deps)
  return createWecomContacts(rest, deps)
}
