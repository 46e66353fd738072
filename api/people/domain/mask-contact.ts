import type { Member } from '../../../contract/people'
import type { Identifier } from '../../../contract/touchpoint'
import { may } from './policy'

/** The identifier as this member may read it: phone numbers and mail addresses in full only where the policy says so. */
export function shownTo(asker: Member, owner: Member | null, identifier: Identifier): Identifier {
  const masked = maskOf(identifier)
  return may(asker, 'see-contacts', { owner }) ? identifier : { ...identifier, value: masked }
}

/** What is left stays recognisable for whoever knows it, and is of no use to anybody else. */
function maskOf({ type, value }: Identifier): string {
  if (type === 'phone') return maskPhone(value)
  if (type === 'email') return maskMail(value)
  return value
}

/** `+86138****5678`: the last four, and no more than a third of it before them. */
function maskPhone(phone: string): string {
  const characters = Array.from(phone)
  const tail = Math.min(4, Math.floor(characters.length / 3))
  const head = Math.min(6, Math.floor(characters.length / 3))
  return `${characters.slice(0, head).join('')}****${characters.slice(characters.length - tail).join('')}`
}

/** `l***@example.com`; without an at sign nothing of it is shown. */
function maskMail(mail: string): string {
  const at = mail.lastIndexOf('@')
  return at < 1 ? '***' : `${Array.from(mail)[0] ?? ''}***${mail.slice(at)}`
}
