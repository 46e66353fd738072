import type { IdentityConflict, Persona, PersonaLink } from '../../../contract/identity'
import type { CustomerId, PersonaId } from '../../../contract/ids'
import { personaId } from '../../../contract/ids'
import type { Identifier, Touchpoint } from '../../../contract/touchpoint'
import type { IdentityView } from './resolve'
import { ownCustomer } from './resolve'

/** What is in the database and matters to the batch at hand. */
export interface KnownIdentity {
  personaOf(key: string): Persona | undefined
  identifiersOf(persona: PersonaId): readonly Identifier[]
  readonly nextPersona: number
}

/** What a batch changes, to be written in the batch's own transaction. */
export interface IdentityChanges {
  /** Personas as they are now, new ones and changed ones. */
  readonly personas: ReadonlyMap<PersonaId, Persona>
  /** The touchpoint that founded each new persona. */
  readonly founded: ReadonlyMap<PersonaId, Touchpoint>
  readonly attached: ReadonlyMap<string, Attachment>
  readonly links: readonly PersonaLink[]
  /** Personas taken back out of the customer they had been linked to. */
  readonly unlinked: readonly { readonly persona: PersonaId; readonly left: CustomerId }[]
  readonly conflicts: readonly IdentityConflict[]
  readonly nextPersona: number
}

export interface Attachment {
  readonly identifier: Identifier
  readonly persona: PersonaId
  readonly touchpoint: Touchpoint
}

export const identifierKey = (identifier: Identifier): string => `${identifier.type}:${identifier.value}`

/** A view that answers from what is known plus what this batch has changed so far. */
export function changingView(known: KnownIdentity): {
  readonly view: IdentityView
  changes(): IdentityChanges
} {
  const personas = new Map<PersonaId, Persona>()
  const founded = new Map<PersonaId, Touchpoint>()
  const attached = new Map<string, Attachment>()
  const links: PersonaLink[] = []
  const unlinked: { persona: PersonaId; left: CustomerId }[] = []
  const conflicts: IdentityConflict[] = []
  let next = known.nextPersona

  const personaOf = (identifier: Identifier): Persona | undefined => {
    const key = identifierKey(identifier)
    const mine = attached.get(key)
    if (mine !== undefined) return personas.get(mine.persona) ?? known.personaOf(key)
    const theirs = known.personaOf(key)
    return theirs === undefined ? undefined : (personas.get(theirs.id) ?? theirs)
  }

  const view: IdentityView = {
    personaOf,
    identifiersOf: (id) => {
      const mine = [...attached.values()].filter((a) => a.persona === id).map((a) => a.identifier)
      return [...known.identifiersOf(id), ...mine]
    },
    newPersona: (kind, touchpoint) => {
      const id = personaId(next)
      next += 1
      const persona: Persona = { id, customer: ownCustomer(id), kind }
      personas.set(id, persona)
      founded.set(id, touchpoint)
      return persona
    },
    attach: (identifier, persona, touchpoint) => {
      if (!personas.has(persona.id)) personas.set(persona.id, persona)
      attached.set(identifierKey(identifier), { identifier, persona: persona.id, touchpoint })
    },
    link: (persona, link) => {
      personas.set(persona.id, { ...persona, customer: link.into })
      links.push(link)
    },
    unlink: (persona) => {
      personas.set(persona.id, { ...persona, customer: ownCustomer(persona.id), kind: 'shared' })
      unlinked.push({ persona: persona.id, left: persona.customer })
    },
    conflict: (conflict) => void conflicts.push(conflict),
  }
  return {
    view,
    changes: () => ({ personas, founded, attached, links, unlinked, conflicts, nextPersona: next }),
  }
}
