import type { Persona } from '../../contract/identity'
import { personaId } from '../../contract/ids'
import type { PersonaId } from '../../contract/ids'
import type { Instant } from '../../contract/quantities'
import type { Identifier, Touchpoint } from '../../contract/touchpoint'
import type { Sql } from '../database'
import type { IdentityChanges } from './domain/identity-changes'
import { changingView, identifierKey } from './domain/identity-changes'
import type { Resolved } from './domain/resolve'
import { resolve } from './domain/resolve'
import type { IdentityStore } from './identity-store'

export interface ResolvedBatch {
  /** Parallel to the touchpoints given. The persona is final; its customer is looked up by `customerOf`. */
  readonly resolved: readonly Resolved[]
  /** The customer of a persona after the whole batch. */
  customerOf(resolved: Resolved): Resolved['customer']
  readonly changes: IdentityChanges
}

export interface Identity {
  /** Works out whose each touchpoint is. Writes nothing. */
  resolve(touchpoints: readonly Touchpoint[]): Promise<ResolvedBatch>
  /** Writes what a batch changed; part of the batch's transaction. */
  write(tx: Sql, changes: IdentityChanges, now: Instant): Promise<void>
  /** The batch is committed: remember it. */
  remember(changes: IdentityChanges): void
  /** The batch was not committed, or somebody else wrote: forget everything remembered. */
  forget(): void
  readonly store: IdentityStore
}

/**
 * Identity for the one writer of a partition, with a bounded memory of identifiers seen lately.
 * The memory changes only after a commit, so a failed batch leaves it as it was.
 */
export function createIdentity(store: IdentityStore, remembered = 200_000): Identity {
  let personaByKey = new Map<string, PersonaId>()
  let personas = new Map<PersonaId, Persona>()
  let next: number | undefined

  const keep = (key: string, persona: Persona): void => {
    personaByKey.set(key, persona.id)
    personas.set(persona.id, persona)
  }

  const lookUp = (key: string): Persona | undefined => {
    const id = personaByKey.get(key)
    return id === undefined ? undefined : personas.get(id)
  }

  /** Reads what the batch mentions and memory does not hold. */
  const fetchMissing = async (touchpoints: readonly Touchpoint[]): Promise<Map<string, Persona>> => {
    const missing = new Map<string, Identifier>()
    for (const t of touchpoints) {
      for (const identifier of t.identifiers) {
        const key = identifierKey(identifier)
        if (lookUp(key) === undefined) missing.set(key, identifier)
      }
    }
    if (missing.size === 0) return new Map()
    const found = await store.personasOf([...missing.values()])
    for (const [key, persona] of found) keep(key, personas.get(persona.id) ?? persona)
    return found
  }

  /** Only devices that meet a person need the full list of the device owner's identifiers. */
  const fetchOwners = (touchpoints: readonly Touchpoint[]): Promise<Map<PersonaId, Identifier[]>> => {
    const owners = new Set<PersonaId>()
    for (const t of touchpoints) {
      if (t.identifiers.length < 2) continue
      const ids = t.identifiers.map((i) => lookUp(identifierKey(i)))
      if (ids.some((p) => p?.id !== ids[0]?.id)) {
        for (const persona of ids)
          if (persona !== undefined) owners.add(persona.id).add(personaId(persona.customer))
      }
    }
    return owners.size === 0 ? Promise.resolve(new Map()) : store.identifiersOf([...owners])
  }

  return {
    store,
    resolve: async (touchpoints) => {
      next ??= await store.nextPersona()
      const fetched = await fetchMissing(touchpoints)
      const owners = await fetchOwners(touchpoints)
      const { view, changes } = changingView({
        personaOf: (key) => lookUp(key) ?? fetched.get(key),
        identifiersOf: (id) => owners.get(id) ?? [],
        nextPersona: next,
      })
      const resolved = touchpoints.map((t) => resolve(view, t))
      const made = changes()
      return {
        resolved,
        changes: made,
        customerOf: (r) => (made.personas.get(r.persona) ?? personas.get(r.persona))?.customer ?? r.customer,
      }
    },
    write: (tx, changes, now) => store.write(tx, changes, now),
    remember: (changes) => {
      // Only between batches: a batch must find everything it has looked up.
      if (personaByKey.size >= remembered) {
        personaByKey = new Map()
        personas = new Map()
      }
      next = changes.nextPersona
      for (const persona of changes.personas.values()) personas.set(persona.id, persona)
      for (const [key, attachment] of changes.attached) {
        const persona = changes.personas.get(attachment.persona) ?? personas.get(attachment.persona)
        if (persona !== undefined) keep(key, persona)
      }
    },
    forget: () => {
      personaByKey = new Map()
      personas = new Map()
      next = undefined
    },
  }
}
