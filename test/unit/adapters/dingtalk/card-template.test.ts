import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { z } from 'zod'

import { templateVariables } from '../../../../adapters/simulator/dingtalk/shown-card'
import { cardForNotice, render } from '../../../../bot'
import { cardTemplate } from '../../../../scripts/dingtalk-template/card-template'
import { cardVariables } from '../../../../scripts/dingtalk-template/card-variables'
import { context, leadAlert, outbound, strategyStep } from '../../../builders/notices'

const file = readFileSync(join(__dirname, '../../../../assets/dingtalk/card-template.json'), 'utf8')

interface Part {
  readonly componentName: string
  readonly id: string
  readonly props: Readonly<Record<string, unknown>>
  readonly children?: Part[] | undefined
}

const part: z.ZodType<Part> = z.lazy(() =>
  z.object({
    componentName: z.string(),
    id: z.string(),
    props: z.record(z.string(), z.unknown()),
    children: z.array(part).optional(),
  }),
)

const envelope = z.strictObject({
  editorData: z.string(),
  widgetInfo: z.string(),
  type: z.enum(['im', 'standard', 'onebox']),
  mode: z.literal('card'),
})

const editor = z.object({
  schemaVersion: z.literal('2.0.0'),
  schema: z.object({
    componentsMap: z.array(z.object({ componentName: z.string(), exportName: z.string() })),
    componentsTree: z.array(part).length(1),
  }),
  variableList: z.array(
    z.object({ id: z.string(), name: z.string(), type: z.string(), private: z.boolean() }),
  ),
  mockData: z.object({ cardData: z.record(z.string(), z.unknown()) }),
})

const read = () => editor.parse(JSON.parse(envelope.parse(JSON.parse(file)).editorData))
const names = (): string[] => read().variableList.map(({ name }) => name)

const all = ({ children = [], ...own }: Part): Part[] => [own, ...children.flatMap(all)]
const parts = (): Part[] => read().schema.componentsTree.flatMap(all)

describe('the card template that is shipped for import', () => {
  it('is what its script makes', () => {
    expect(file).toBe(cardTemplate())
  })

  it.each([
    ['an open lead-alert', leadAlert()],
    ['a strategy-step', strategyStep()],
  ])('P-02 has the variables that the renderer fills in for %s, and the picture', (_, notice) => {
    const { form, body } = render(cardForNotice(outbound(notice), context), 'dingtalk', context)

    expect(form).toBe('card')
    expect([...names()].sort()).toEqual([...Object.keys(body), 'picture'].sort())
  })

  it('P-20 is what the simulated platform draws', () => {
    expect(new Set(names())).toEqual(templateVariables)
  })

  it('shows every variable that has something to show', () => {
    const bound = JSON.stringify(parts().map(({ props }) => props))
    for (const { name } of cardVariables) {
      expect(bound.includes(`"variable":"${name}"`) || bound.includes(`\${${name}}`)).toBe(true)
    }
  })

  it('binds a Markdown block to a variable of type Markdown, or it would stay blank', () => {
    const types = new Map(read().variableList.map(({ name, type }) => [name, type]))
    const blocks = parts().filter(({ componentName }) => componentName === 'MarkdownBlock')

    expect(blocks.length).toBeGreaterThan(0)
    for (const { props } of blocks) {
      const { variable, varType } = z
        .object({ variable: z.string(), varType: z.string() })
        .parse(props['content'])
      expect([variable, varType, types.get(variable)]).toEqual([variable, 'markdown', 'markdown'])
    }
  })

  it('names each of its components once and lists all that it uses', () => {
    const ids = parts().map(({ id }) => id)
    const used = new Set(parts().map(({ componentName }) => componentName))

    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(read().schema.componentsMap.map(({ componentName }) => componentName))).toEqual(used)
  })

  it('has a sample of every variable for the preview', () => {
    expect(Object.keys(read().mockData.cardData).sort()).toEqual([...names()].sort())
  })
})
