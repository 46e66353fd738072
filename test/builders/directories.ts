import type { Platform } from '../../contract/people'
import type {
  DirectoryDepartment,
  DirectoryPerson,
  DirectoryReading,
  DirectorySnapshot,
} from '../../contract/ports/directory'

export const person = (userId: string, more: Partial<DirectoryPerson> = {}): DirectoryPerson => ({
  userId,
  name: userId,
  title: '',
  departments: ['1'],
  leads: [],
  managers: [],
  active: true,
  verified: { phone: null, email: null },
  ...more,
})

export const department = (
  id: string,
  parent: string | null,
  more: Partial<DirectoryDepartment> = {},
): DirectoryDepartment => ({ id, name: `部门${id}`, parent, leaders: [], ...more })

export const snapshot = (
  platform: Platform,
  people: readonly DirectoryPerson[],
  departments: readonly DirectoryDepartment[] = [department('1', null)],
): DirectorySnapshot => ({ platform, people, departments, calls: 2 })

export const reading = (...parts: Parameters<typeof snapshot>): DirectoryReading => ({
  kind: 'read',
  snapshot: snapshot(...parts),
})
