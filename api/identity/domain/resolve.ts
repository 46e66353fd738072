import type { IdentityConflict, Persona, PersonaLink } from '../../../contract/identity'
import type { CustomerId, PersonaId } from '../../../contract/ids'
import { customerId } from '../../../contract/ids'
import type { Identifier, Touchpoint } from '../../../contract/touchpoint'
import { personalIdentifiers } from '../../../contract/touchpoint'

/** What is known while resolving: changed in place as touchpoints are resolved one after another. */
export interface IdentityView {
  personaOf(identifier: Identifier): Persona | undefined
  identifiersOf(persona: PersonaId): readonly Identifier[]
  /** A persona that did not exist before; its customer carries its id. */
  newPersona(kind: Persona['kind'], touchpoint: Touchpoint): Persona
  attach(identifier: Identifier, persona: Persona, touchpoint: Touchpoint): void
  /** Moves a persona to a customer. */
  link(persona: Persona, link: PersonaLink): void
  /** Takes a persona back out to be a customer of its own that nobody is taken for any more. */
  unlink(persona: Persona, touchpoint: Touchpoint): void
  setKnown(persona: Persona): Persona
  conflict(conflict: IdentityConflict): void
}

export interface Resolved {
  readonly persona: PersonaId
  readonly customer: CustomerId
}

/**
 * Whose touchpoint this is.
 *
 * 1. Personal identifiers that come in one touchpoint belong to one person; an unknown one joins the known one.
 * 2. Two personal identifiers already known as different people are never joined here: the strongest wins this
 *    touchpoint and the conflict is written down for a person to look at.
 * 3. A device seen without a person and later with one is that person's, by a link that can be undone.
 * 4. A device seen with a second person is nobody's from then on; what was linked through it is taken back.
 * 5. Names, companies and the like are never looked at.
 */
export function resolve(view: IdentityView, touchpoint: Touchpoint): Resolved {
  const { personal, device } = byStrength(touchpoint.identifiers)
  const persona =
    personal.length > 0 ? personOf(view, touchpoint, personal, device) : deviceOf(view, touchpoint, device)
  return { persona: persona.id, customer: persona.customer }
}

const strength = new Map<string, number>(personalIdentifiers.map((type, i) => [type, i]))

function byStrength(identifiers: readonly Identifier[]): { personal: Identifier[]; device: Identifier[] } {
  const personal = identifiers.filter((i) => strength.has(i.type))
  personal.sort((a, b) => (strength.get(a.type) ?? 0) - (strength.get(b.type) ?? 0))
  return { personal, device: identifiers.filter((i) => !strength.has(i.type)) }
}

function personOf(view: IdentityView, t: Touchpoint, personal: Identifier[], device: Identifier[]): Persona {
  const known = personal.map((i) => view.personaOf(i))
  const found = known.find((p) => p !== undefined) ?? personFromDevice(view, device)
  const main =
    found === undefined
      ? view.newPersona('known', t)
      : found.kind === 'anonymous'
        ? view.setKnown(found)
        : found
  personal.forEach((identifier, i) => {
    const theirs = known[i]
    if (theirs === undefined) view.attach(identifier, main, t)
    else if (theirs.customer !== main.customer) {
      view.conflict({ touchpoint: t.id, kept: main.customer, other: theirs.customer, identifier })
    }
  })
  for (const identifier of device) joinDevice(view, t, main, personal, identifier)
  return main
}

/** Somebody known only by a device tells us who he is: the same persona, now with a name. */
function personFromDevice(view: IdentityView, device: readonly Identifier[]): Persona | undefined {
  const personas = device.map((i) => view.personaOf(i))
  const [first] = personas
  const alone = personas.length > 0 && personas.every((p) => p !== undefined && p.id === first?.id)
  return alone && first?.kind === 'anonymous' && isOwn(first) ? first : undefined
}

const isOwn = (persona: Persona): boolean => Number(persona.customer) === Number(persona.id)

function joinDevice(
  view: IdentityView,
  t: Touchpoint,
  main: Persona,
  personal: Identifier[],
  device: Identifier,
): void {
  const owner = view.personaOf(device)
  if (owner === undefined) return view.attach(device, main, t)
  if (owner.customer === main.customer || owner.kind === 'shared') return
  if (owner.kind === 'anonymous' && isOwn(owner)) {
    return view.link(owner, {
      persona: owner.id,
      from: owner.customer,
      into: main.customer,
      touchpoint: t.id,
      reason: 'known-after-anonymous',
    })
  }
  if (owner.kind === 'anonymous' || contradicts(view, owner, personal)) shareDevice(view, t, owner, device)
  view.conflict({ touchpoint: t.id, kept: main.customer, other: owner.customer, identifier: device })
}

/** The device's person has another value for the same kind of personal identifier: two people, surely. */
function contradicts(view: IdentityView, owner: Persona, personal: readonly Identifier[]): boolean {
  const theirs = view.identifiersOf(owner.id)
  return personal.some((mine) => theirs.some((i) => i.type === mine.type && i.value !== mine.value))
}

function shareDevice(view: IdentityView, t: Touchpoint, owner: Persona, device: Identifier): void {
  if (owner.kind === 'anonymous') return view.unlink(owner, t)
  view.attach(device, view.newPersona('shared', t), t)
}

function deviceOf(view: IdentityView, t: Touchpoint, device: readonly Identifier[]): Persona {
  let main: Persona | undefined
  for (const identifier of device) main ??= view.personaOf(identifier)
  main ??= view.newPersona('anonymous', t)
  for (const identifier of device) {
    if (view.personaOf(identifier) === undefined) view.attach(identifier, main, t)
  }
  return main
}

/** The customer that a persona founds. */
export const ownCustomer = (persona: PersonaId): CustomerId => customerId(persona)
