import { roleOf } from '../../../../api/people/domain/role-map'
import type { RoleMap } from '../../../../api/people/domain/role-map'

const someone = { title: '', departments: ['销售部', '公司'], leads: false }
const map: RoleMap = {
  rules: [
    { title: '*总监', department: '销售*', role: 'director' },
    { department: '信息部', role: 'admin' },
    { leader: true, role: 'manager' },
    { department: '*销售*', role: 'rep' },
  ],
  otherwise: 'none',
}

describe('which role somebody gets', () => {
  it.each([
    ['the first rule that holds', { ...someone, title: '销售总监', leads: true }, 'director'],
    ['no rule of which one part fails', { ...someone, departments: ['公司'], title: '技术总监' }, 'none'],
    ['a department around his own', { ...someone, departments: ['网络组', '信息部'] }, 'admin'],
    ['whether he leads', { ...someone, leads: true }, 'manager'],
    ['a pattern with stars on both sides', { ...someone, departments: ['华东销售一组'] }, 'rep'],
    ['what is left for everybody else', { ...someone, departments: ['财务部'] }, 'none'],
    ['a title whatever its case', { ...someone, title: '销售总监 ' }, 'rep'],
  ] as const)('P-16 goes by %s', (_what, rated, role) => {
    expect(roleOf(rated, map, undefined)).toBe(role)
  })

  it('P-16 makes nobody director or admin without a map, and leaves those whom somebody made so', () => {
    const chief = { ...someone, title: '总监 管理员 director admin' }
    expect(roleOf(chief, null, undefined)).toBe('rep')
    expect(roleOf({ ...chief, leads: true }, null, 'rep')).toBe('manager')
    expect(roleOf(chief, null, 'director')).toBe('director')
    expect(roleOf(chief, null, 'admin')).toBe('admin')
    expect(roleOf(chief, null, 'manager')).toBe('rep')
  })

  it('P-16 lets the map decide also about those who were something else before', () => {
    expect(roleOf({ ...someone, departments: ['财务部'] }, map, 'director')).toBe('none')
  })

  it('P-16 reads a pattern in one pass, however many stars it has', () => {
    const rule = {
      rules: [{ title: `${'*a'.repeat(200)}*b`, role: 'admin' as const }],
      otherwise: 'rep' as const,
    }
    expect(roleOf({ ...someone, title: 'a'.repeat(10_000) }, rule, undefined)).toBe('rep')
    expect(roleOf({ ...someone, title: `${'a'.repeat(10_000)}b` }, rule, undefined)).toBe('admin')
  })
})
