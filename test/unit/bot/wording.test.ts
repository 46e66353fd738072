import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import ts from 'typescript'

import { en, zhCN } from '../../../bot'

const root = join(__dirname, '../../../bot')

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesUnder(path) : entry.name.endsWith('.ts') ? [path] : []
  })

/** What stands between quotes, in templates and in patterns; comments are not looked at. */
const literalsOf = (path: string): readonly string[] => {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (
      ts.isStringLiteralLike(node) ||
      ts.isTemplateLiteralToken(node) ||
      ts.isRegularExpressionLiteral(node)
    ) {
      found.push(node.getText())
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

const chinese = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/

describe('the words of cards and chat', () => {
  it('stand in the wording files and nowhere else', () => {
    const elsewhere = filesUnder(root).filter((path) => !path.startsWith(join(root, 'wording')))
    const strays = elsewhere.flatMap((path) =>
      literalsOf(path)
        .filter((literal) => chinese.test(literal))
        .map((literal) => `${path.slice(root.length)}: ${literal}`),
    )
    expect(elsewhere.length).toBeGreaterThan(20)
    expect(strays).toEqual([])
  })

  it('are English in the English file', () => {
    const english = filesUnder(join(root, 'wording')).filter((path) => /\ben\./.test(path))
    expect(english).toHaveLength(10)
    expect(english.flatMap(literalsOf).filter((literal) => chinese.test(literal))).toEqual([])
  })

  it('have the same keys in both languages', () => {
    const shape = (value: unknown): unknown =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]))
        : typeof value
    expect(shape(en)).toEqual(shape(zhCN))
  })

  it('keep every short word inside what a WeCom row or button shows', () => {
    for (const { cards, notices } of [zhCN, en]) {
      const rows = [cards.strategy.seen.row, cards.strategy.tag.row, cards.strategy.steps.row]
      const explained = [
        cards.explained.evidence.row,
        cards.explained.conditions.row,
        cards.explained.strategy.row,
      ]
      const told = [
        ...Object.values(notices.escalation.facts),
        ...Object.values(notices.coaching.facts),
        ...Object.values(notices.breaker.facts),
        ...Object.values(notices.reallocation.facts),
        ...[notices.coaching.why, notices.coaching.how, notices.coaching.proof].map(({ row }) => row),
        ...[notices.breaker.channels, notices.breaker.next].map(({ row }) => row),
        ...[notices.reallocation.moves, notices.reallocation.left, notices.radar.axes].map(({ row }) => row),
        ...[notices.match.wanted.row, notices.match.row(5)],
        ...[notices.heat.least, notices.heat.most, notices.heat.order].map(({ row }) => row),
      ]
      for (const word of [...rows, ...explained, ...told, ...Object.values(cards.facts)])
        expect([...word].length).toBeLessThanOrEqual(5)
      const buttons = [
        ...Object.values(cards.buttons),
        ...Object.values(cards.ruled).map(({ button }) => button),
        ...Object.values(notices.feedback.reasons),
        ...Object.values(cards.answered).flatMap((said) => ('button' in said ? [said.button] : [])),
      ]
      for (const word of buttons) expect([...word].length).toBeLessThanOrEqual(10)
    }
  })

  it('give no command word to two commands', () => {
    const words = [zhCN, en].flatMap(({ chat }) => Object.values(chat.commandWords).flat())
    expect(new Set(words).size).toBe(words.length)
  })
})
