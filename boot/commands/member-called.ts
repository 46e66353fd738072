import { Fault } from '../../contract/fault'
import type { Member } from '../../contract/people'
import type { CoreModules } from '../modules'

/** The one member of that name or account (`zhangsan`, `wecom:zhangsan`); a Fault where there is none, or several. */
export async function memberCalled({ people }: Pick<CoreModules, 'people'>, who: string): Promise<Member> {
  const wanted = who.toLowerCase()
  const found = (await people.all()).filter(
    (m) =>
      m.name === who ||
      m.addresses.some(({ platform, userId }) =>
        [userId, `${platform}:${userId}`].some((account) => account.toLowerCase() === wanted),
      ),
  )
  const [member, another] = found
  if (member !== undefined && another === undefined) return member
  const accounts = found.flatMap((m) => m.addresses.map((a) => `${a.platform}:${a.userId}`)).join(', ')
  throw new Fault({
    code: member === undefined ? 'not-found' : 'conflict',
    message:
      member === undefined
        ? `没有叫「${who}」的成员 · nobody is called so`
        : `叫「${who}」的不止一人 · more than one is called so: ${accounts}`,
    advice: '用账号再试;zhongshu members list 列出所有人 · try the account; members list shows everybody',
  })
}
