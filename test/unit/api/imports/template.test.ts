import {
  columnsOf,
  compileTemplate,
  hasTouchingColumns,
  parseTemplate,
} from '../../../../api/imports/domain/template'

const columns = new Map([
  ['a', 0],
  ['b', 1],
  ['客户 姓名', 2],
])
const row = [' 1 ', '', '王芳']

describe('O-15 a template', () => {
  it.each([
    ['a constant', 'page', 'page'],
    ['one column, trimmed', '{a}', '1'],
    ['a prefix and a column', 'loan-{a}', 'loan-1'],
    ['a column with a blank in its name', '{ 客户 姓名 }先生', '王芳先生'],
    ['braces themselves', '{{{a}}}', '{1}'],
    ['nothing where one of its columns is empty', 'x-{a}-{b}', undefined],
    ['nothing where its only column is empty', '{b}', undefined],
    ['nothing where it is empty itself', '  ', undefined],
  ])('says %s', (_, text, said) => {
    expect(compileTemplate(text, columns)(row)).toBe(said)
  })

  it('keeps empty columns where a table is asked', () => {
    expect(compileTemplate('{a}|{b}', columns, true)(row)).toBe('1|')
    expect(compileTemplate('{b}', columns, true)(row)).toBe('')
  })

  it.each(['{a', 'a}', '{}', '{a}}'])('does not read %s', (text) => {
    expect(parseTemplate(text)).toBeUndefined()
  })

  it('names its columns, and knows when two touch', () => {
    expect(columnsOf('x{a}-{b}')).toEqual(['a', 'b'])
    expect(hasTouchingColumns('{a}{b}')).toBe(true)
    expect(hasTouchingColumns('{a}-{b}')).toBe(false)
  })
})
