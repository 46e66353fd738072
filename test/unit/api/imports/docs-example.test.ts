import { readFileSync } from 'node:fs'

import { toIdentifier } from '../../../../adapters/http/identifiers'
import { previewImport, readImportMap, tellPreview } from '../../../../api/imports'
import { instant } from '../../../../contract/quantities'
import { deviceIdentifiers, objectTypes, personalIdentifiers, verbs } from '../../../../contract/touchpoint'
import { tempDir } from '../../../support/temp-dir'
import { write } from '../../../medium/api/imports/import-stage'

const page = readFileSync('docs/import.md', 'utf8')
const blockOf = (kind: string): string => new RegExp(`\`\`\`${kind}\\n(.*?)\`\`\``, 's').exec(page)?.[1] ?? ''

describe('the page that teaches importing', () => {
  it('has an example that does what the page says', async () => {
    const read = readImportMap(blockOf('yaml'))
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    const file = write(tempDir(), 'followups.csv', blockOf('csv'))
    const clock = { now: () => instant(Date.UTC(2024, 5, 1)) }
    const preview = await previewImport({ file, map: read.map, clock, toIdentifier })
    expect(preview).toMatchObject({
      counted: 5,
      people: 1,
      problems: [],
      skips: [{ what: '内部备注', count: 1 }],
    })
    const shown = page
      .slice(page.indexOf('```\n整个文件') + 4)
      .split('\n')
      .slice(0, 5)
    expect(tellPreview(preview, 'zh').slice(0, 5)).toEqual(shown)
  })

  it('names every verb, type of object and identifier', () => {
    const words = [...verbs, ...objectTypes, ...personalIdentifiers, ...deviceIdentifiers]
    expect(words.filter((word) => !page.includes(`\`${word}\``))).toEqual([])
  })
})
