import type { IdentityConflict, Persona, PersonaLink } from '../../../contract/identity'
import type { CustomerId, PersonaId } from '../../../contract/ids'
import { customerId, personaId } from '../../../contract/ids'
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
  unlink(persona: Persona): void
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
 * 3. Devices are personas of their own. One seen with a person is linked to that person, and the link can be undone.
 * 4. A device seen with a second person is nobody's from then on: what came through it is taken back.
 * 5. Names, companies and the like are never looked at.
 */
export function resolve(view: IdentityView, touchpoint: Touchpoint): Resolved {
  const { personal, device } = byStrength(touchpoint.identifiers)
  if (personal.length === 0)
    return resolvedTo(devicePersonas(view, touchpoint, device)[0] ?? view.newPersona('anonymous', touchpoint))
  const person = personOf(view, touchpoint, personal)
  for (const persona of devicePersonas(view, touchpoint, device))
    joinDevice(view, touchpoint, person, personal, persona)
  return resolvedTo(person)
}

const resolvedTo = (persona: Persona): Resolved => ({ persona: persona.id, customer: persona.customer })

const strength = new Map<string, number>(personalIdentifiers.map((type, i) => [type, i]))

function byStrength(identifiers: readonly Identifier[]): { personal: Identifier[]; device: Identifier[] } {
  const personal = identifiers.filter((i) => strength.has(i.type))
  personal.sort((a, b) => (strength.get(a.type) ?? 0) - (strength.get(b.type) ?? 0))
  return { personal, device: identifiers.filter((i) => !strength.has(i.type)) }
}

function personOf(view: IdentityView, t: Touchpoint, personal: readonly Identifier[]): Persona {
  const known = personal.map((i) => view.personaOf(i))
  const main = known.find((p) => p !== undefined) ?? view.newPersona('known', t)
  personal.forEach((identifier, i) => {
    const theirs = known[i]
    if (theirs === undefined) view.attach(identifier, main, t)
    else if (theirs.customer !== main.customer) {
      view.conflict({ touchpoint: t.id, kept: main.customer, other: theirs.customer, identifier })
    }
  })
  return main
}

/** The personas of the devices, each once; devices that are new go to the first that is known, or to a new one. */
function devicePersonas(view: IdentityView, t: Touchpoint, device: readonly Identifier[]): Persona[] {
  if (device.length === 0) return []
  const known = device.flatMap((i) => view.personaOf(i) ?? [])
  const personas = [...new Map(known.map((p) => [p.id, p])).values()]
  if (known.length === device.length) return personas
  const [home = view.newPersona('anonymous', t)] = personas
  for (const identifier of device)
    if (view.personaOf(identifier) === undefined) view.attach(identifier, home, t)
  return personas.length === 0 ? [home] : personas
}

function joinDevice(
  view: IdentityView,
  t: Touchpoint,
  person: Persona,
  personal: Identifier[],
  device: Persona,
): void {
  if (device.kind === 'shared' || device.customer === person.customer) return
  if (device.customer === ownCustomer(device.id)) {
    const reason = 'known-after-anonymous'
    return view.link(device, {
      persona: device.id,
      from: device.customer,
      into: person.customer,
      touchpoint: t.id,
      reason,
    })
  }
  const [identifier] = personal
  if (identifier === undefined) return
  view.conflict({ touchpoint: t.id, kept: person.customer, other: device.customer, identifier })
  if (contradicts(view, personaId(device.customer), personal)) view.unlink(device)
}

/** The device's person has another value for the same kind of personal identifier: two people, surely. */
function contradicts(view: IdentityView, owner: PersonaId, personal: readonly Identifier[]): boolean {
  const theirs = view.identifiersOf(owner)
  return personal.some((mine) => theirs.some((i) => i.type === mine.type && i.value !== mine.value))
}

/** The customer that a persona founds. */
export const ownCustomer = (persona: PersonaId): CustomerId => customerId(persona)
