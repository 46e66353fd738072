import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { readLibrary } from '../../../../api/documents'
import { libraryLimits } from '../../../../api/documents/library-form'
import { documentId } from '../../../../contract/ids'

const folder = () => mkdtemp(join(tmpdir(), 'documents-'))

async function listed(text: string, files: Readonly<Record<string, string | Buffer>> = {}): Promise<string> {
  const at = await folder()
  for (const [name, content] of Object.entries(files)) await writeFile(join(at, name), content)
  await writeFile(join(at, 'list.yaml'), text)
  return join(at, 'list.yaml')
}
const one = (more: string): string => `- id: a\n  name: 甲\n  ${more}\n`

describe('the list of documents', () => {
  it('S1-27 reads the trial’s own', async () => {
    const library = await readLibrary('assets/documents/trial.yaml')
    const paper = library.get(documentId('architecture-white-paper'))
    expect(paper).toMatchObject({ name: '架构白皮书', topic: 'whitepaper', content: { mediaType: 'text/html; charset=utf-8' } })
  }) // prettier-ignore

  it('S1-27 takes YAML and JSON, files beside the list and addresses elsewhere', async () => {
    const entries = [
      { id: 'a', name: '甲', file: 'a.pdf', days: 7, topic: 'docs' },
      { id: 'b', name: '乙', url: 'https://example.com/b' },
    ]
    const library = await readLibrary(await listed(JSON.stringify(entries), { 'a.pdf': '%PDF-1.7 x' }))
    expect([...library.values()]).toMatchObject([
      { id: 'a', topic: 'docs', validFor: 7 * 86_400_000, content: { kind: 'file', extension: '.pdf' } },
      { id: 'b', topic: 'whitepaper', validFor: 30 * 86_400_000, content: { kind: 'elsewhere', url: 'https://example.com/b' } },
    ])
  }) // prettier-ignore

  it.each([
    ['what is no list', 'a: 1', /必须是资料的列表/],
    ['an empty list', '[]', /至少写一份/],
    ['what is neither YAML nor JSON', '- [', /不是 YAML 或 JSON/],
    ['an id with capitals', '- id: Paper\n  name: 甲\n  file: a.pdf', /\[0\]\.id.*小写字母/],
    ['an unknown word', one('file: a.pdf\n  colour: red'), /\[0\]/],
    ['neither file nor address', one('days: 3'), /file 和 url 写一个/],
    ['both', one('file: a.pdf\n  url: https://example.com'), /file 和 url 写一个/],
    ['an address without https', one('url: http://example.com'), /https/],
    ['too many days', one('file: a.pdf\n  days: 400'), /最多 365 天/],
    ['a file that is not there', one('file: nowhere.pdf'), /a: 读不到文件.*nowhere\.pdf/],
    ['a kind of file that no browser shows', one('file: list.yaml'), /只能是.*\.pdf/],
    ['a file of another kind under that name', one('file: fake.pdf'), /不是 PDF/],
    ['an empty file', one('file: empty.pdf'), /文件是空的/],
    ['a file over the limit', one('file: large.png'), new RegExp(`超过 ${libraryLimits.file}`)],
    ['one id twice', one('url: https://example.com') + one('url: https://example.com'), /编号重复/],
    ['a bomb of aliases', '- &a [x]\n- [*a, *a]', /不是 YAML/],
  ])('S1-27 refuses %s and names the place', async (_, text, problem) => {
    const files = { 'fake.pdf': 'GIF89a', 'empty.pdf': '', 'large.png': Buffer.alloc(libraryLimits.file + 1) }
    const reading = readLibrary(await listed(text, files))
    await expect(reading).rejects.toMatchObject({ code: 'bad-configuration', message: expect.stringMatching(problem) as string })
  }) // prettier-ignore

  it('S1-27 says everything that is wrong at once', async () => {
    const list = await listed(one('file: x.pdf') + one('file: y.pdf').replace('id: a', 'id: b'))
    await expect(readLibrary(list)).rejects.toThrow(/x\.pdf[\s\S]*y\.pdf/)
  })
})
