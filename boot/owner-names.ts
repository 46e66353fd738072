import type { MemberId } from '../contract/ids'
import type { CoreModules } from './modules'

/** Members by the names and accounts under which the company's own lists speak of them. */
export async function createOwnerNames({ people }: Pick<CoreModules, 'people'>) {
  let names = new Map<string, MemberId>()
  const reload = async (): Promise<void> => {
    const members = await people.all()
    const accounts = members.flatMap((m) => m.addresses.map((a) => [a.userId.toLowerCase(), m.id] as const))
    // With its platform an account is one member's alone, whatever others are called.
    const whole = members.flatMap((m) =>
      m.addresses.map((a) => [`${a.platform}:${a.userId.toLowerCase()}`, m.id] as const),
    )
    names = new Map([...accounts, ...members.map((m) => [m.name.toLowerCase(), m.id] as const), ...whole])
  }
  await reload()
  return { find: (name: string): MemberId | undefined => names.get(name.toLowerCase()), reload }
}
