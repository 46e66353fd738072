import { cardVariables } from './card-variables'
import type { CardVariable } from './card-variables'

interface Component {
  readonly componentName: string
  readonly id: string
  readonly title: string
  readonly props: Readonly<Record<string, unknown>>
  readonly children?: readonly Component[]
}

/**
 * The file that the card platform (open-dev.dingtalk.com/fe/card, 更多 → 导入) takes: an envelope of `editorData` (JSON
 * in a string), `widgetInfo`, `type` and `mode`, as DingTalk's own published template files have it (schema 2.0.0).
 * `widgetInfo` is what the editor compiles when a template is saved; it is left empty here.
 *
 * Not tried against the real card platform: the props of ButtonGroup, and whether an empty `widgetInfo` is taken.
 */
export const cardTemplate = (): string => {
  const root = card()
  const editorData = {
    schemaVersion: '2.0.0',
    schema: { version: '1.0.0', componentsMap: componentsMapOf(root), componentsTree: [root], i18n: {} },
    mockData: { cardData: samples(), cardPrivateData: {}, localData: {} },
    editVersion: 0,
    customWidgetInfo: '',
    useCustomWidgetInfo: false,
    variableList: cardVariables.map(listed),
    ...{ formList: [], expList: [], localList: [], hsfList: [], lwpList: [] },
    extension: { extendType: 'AI', aiStatusList: [1, 2, 3, 5], fileTypeList: [] },
  }
  const envelope = { editorData: JSON.stringify(editorData), widgetInfo: '', type: 'im', mode: 'card' }
  return `${JSON.stringify(envelope, null, 2)}\n`
}

/** An AI card, because only such a card takes streaming updates; flowStatus says which of its faces is shown. */
const card = (): Component => ({
  ...named('AICardContainer', 'card', '中枢卡片'),
  props: {
    ...{
      enablePending: true,
      enableWriting: true,
      enableFailed: true,
      enableDoing: false,
      enableTitle: false,
    },
    flowStatusVar: variable('flowStatus'),
    summaryContent: variable('lastMessage'),
    ...noMargin,
  },
  children: [
    face(1, '等待', [{ ...named('AIPending', 'pending', '等待'), props: { pendingTip: fixed('处理中…') } }]),
    face(2, '输出中', [content('writing', [text('writingTitle', 'title', true), streaming()])]),
    face(3, '完成', [content('done', done())]),
    face(5, '失败', [
      content('failed', [text('failedTitle', 'title', true), markdown('failedBody', 'markdown')]),
    ]),
  ],
})

const done = (): Component[] => [
  text('source', 'source', false),
  text('title', 'title', true),
  text('subtitle', 'subtitle', false),
  markdown('picture', 'picture'),
  markdown('body', 'markdown'),
  text('status', 'statusText', false),
  {
    ...named('ButtonGroup', 'buttons', '按钮组'),
    props: { buttons: { ...variable('btns'), varType: 'buttonGroup' }, visible },
  },
]

const named = (componentName: string, id: string, title: string) => ({
  ...{ componentName, id: `zhongshu_${id}`, title },
  ...{ hidden: false, isLocked: false, condition: true, conditionGroup: '' },
})

const variable = (name: string) => ({ type: 'variableValue', variableType: 'global', variable: name })
const fixed = (words: string) => ({ type: 'dynamicString', content: words, i18n: false })
const visible = {
  ...{ type: 'dynamicVisible', value: true, valueType: 'fixed' },
  condition: { op: 'and', conditions: [] },
}
const noMargin = { marginLeft: 0, marginRight: 0, marginTop: 0, marginBottom: 0, innerOffset: 0 }

const face = (status: number, title: string, children: readonly Component[]): Component => ({
  ...named('AICardStatusContainer', `face${status}`, title),
  props: { status, enableExtend: false, autoFold: false, ...noMargin },
  children,
})

const content = (id: string, children: readonly Component[]): Component => ({
  ...named('AICardContent', id, '内容'),
  props: { visible, ...noMargin },
  children,
})

const text = (id: string, name: string, bold: boolean): Component => ({
  ...named('BaseText', `${id}_text`, '基础文本'),
  props: {
    text: fixed(`\${${name}}`),
    ...{ bold, size: bold ? 'large' : 'middle', color: bold ? 'black' : 'gray', gravity: 'left', visible },
    maxLine: { type: 'dynamicNumber', valueType: 'fixed', value: 3, variable: '', variableType: 'global' },
    ...noMargin,
  },
})

/** Without `varType` the block stays blank. */
const markdown = (id: string, name: string, isStreaming = false): Component => ({
  ...named('MarkdownBlock', `${id}_markdown`, 'Markdown'),
  props: { isStreaming, content: { ...variable(name), varType: 'markdown' }, mdVer: 0, visible },
})

const streaming = (): Component => markdown('writingBody', 'markdown', true)

const componentsMapOf = (root: Component) => {
  const names = new Set<string>()
  const walk = ({ componentName, children = [] }: Component): void => {
    names.add(componentName)
    for (const child of children) walk(child)
  }
  walk(root)
  return [...names].map((name) => ({
    ...{ package: '@ali/dxComponent', version: '1.0.0', exportName: name, main: './src/index.tsx' },
    ...{ destructuring: false, subName: '', componentName: name },
  }))
}

const listed = ({ name, type, description }: CardVariable) => ({
  ...{ id: name, name, type, description, private: false, editorVarType: 'variables', disabled: false },
})

const samples = (): Record<string, unknown> =>
  Object.fromEntries(
    cardVariables.map(({ name, type, sample }) => [
      name,
      type === 'buttonGroup' ? (JSON.parse(sample) as unknown) : sample,
    ]),
  )
