import type { Role } from '../../contract/people'

interface Entry {
  readonly key: string
  readonly name: string
  readonly role: Role
  readonly team: string
  readonly manager: string | null
  readonly addresses: readonly { readonly platform: 'wecom'; readonly userId: string }[]
}

const entry = (key: string, role: Role, manager: string | null): Entry => ({
  key,
  name: `成员 ${key}`,
  role,
  team: '华东',
  manager,
  addresses: [{ platform: 'wecom', userId: key }],
})

/** Twenty reps under one manager. */
export const staff: readonly Entry[] = [
  entry('manager', 'manager', null),
  ...Array.from({ length: 20 }, (_, i) => entry(`rep-${i + 1}`, 'rep', 'manager')),
]
