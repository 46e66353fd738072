import type { Platform, Role } from '../../../contract/people'
import type { TrialMember } from './company-types'

export interface TrialDepartment {
  readonly id: number
  readonly name: string
  /** 0 for the company itself. */
  readonly parentId: number
}

/** The company's departments, the same on both platforms. */
export const trialDepartments: readonly TrialDepartment[] = [
  { id: 1, name: '砚川智联科技', parentId: 0 },
  { id: 2, name: '销售总部', parentId: 1 },
  { id: 3, name: '华东', parentId: 2 },
  { id: 4, name: '华南', parentId: 2 },
  { id: 5, name: '华北', parentId: 2 },
  { id: 6, name: '信息部', parentId: 1 },
]

/** A member as a platform's directory has him. */
export interface Seat {
  readonly userId: string
  readonly name: string
  readonly departmentIds: readonly number[]
  readonly leads: readonly number[]
  readonly title: string
  /** Nobody's: the range is not given out. The same on both platforms, which is how they are found to be one person. */
  readonly mobile: string
}

const titles: Readonly<Record<Role, string>> = {
  rep: '销售',
  manager: '大区经理',
  director: '销售总监',
  admin: '系统管理员',
}

/** Everybody who has an account on the platform. */
export const seatsOn = (platform: Platform, members: readonly TrialMember[]): Seat[] =>
  members.flatMap((member, i) =>
    member.addresses
      .filter((address) => address.platform === platform)
      .map(({ userId }) => {
        const own = trialDepartments.find((d) => d.name === member.team)?.id ?? 1
        const leads = { rep: [], manager: [own], director: [own, 1], admin: [] }[member.role]
        return {
          userId,
          name: member.name,
          departmentIds: member.role === 'director' ? [own, 1] : [own],
          leads,
          title: titles[member.role],
          mobile: `1990001${String(i).padStart(4, '0')}`,
        }
      }),
  )
