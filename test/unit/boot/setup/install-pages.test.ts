import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { contactsWording } from '../../../../api/contacts'
import { directoryWording } from '../../../../api/people'
import { steps } from '../../../../boot/setup/steps'
import { setupWording } from '../../../../boot/setup/wording'
import type { SetupTrouble, SetupWording } from '../../../../boot/setup/wording'
import type { Platform } from '../../../../contract/people'
import { platforms } from '../../../../contract/people'
import type { ContactTroubleKind } from '../../../../contract/ports/contacts'
import type { DirectoryTrouble } from '../../../../contract/ports/directory'

/** What an admin meets most, in the order in which he meets it. */
const troubles: Readonly<Record<Platform, readonly (SetupTrouble | [DirectoryTrouble, string])[]>> = {
  wecom: [
    'bot-refused',
    'bot-unreachable',
    ['wrong-company', '40013'],
    ['wrong-secret', '40001'],
    ['other-secret', '48002'],
    ['wrong-agent', '301002'],
    ['untrusted-ip', '60020'],
    ['no-permission', '48002'],
    ['nobody-visible', ''],
    ['out-of-range', '60011'],
    ['app-disabled', '48006'],
    'callback-without-app',
    ['unreachable', ''],
  ],
  dingtalk: [
    ['wrong-secret', ''],
    ['no-permission', '60011'],
    'stream-refused',
    ['nobody-visible', ''],
    ['out-of-range', '50004'],
    ['untrusted-ip', ''],
    ['quota-used-up', '90020'],
    'no-template',
    ['unreachable', ''],
  ],
}

const customerTroubles: readonly [ContactTroubleKind, string][] = [
  ['no-permission', '48002'],
  ['nobody-follows', ''],
  ['no-contact-rights', '84074'],
]

const inLanguage = (platform: Platform, lang: 'zh' | 'en'): string => {
  const words = setupWording[lang]
  const his = steps.filter((step) => step.platform === platform)
  const rows = troubles[platform].map((one) => {
    const told =
      typeof one === 'string'
        ? words.trouble[one]
        : directoryWording[lang].trouble(platform, one[0], one[1], '')
    return `| ${told.what} | ${told.todo} |`
  })
  if (platform === 'wecom')
    rows.push(
      ...customerTroubles.map(([kind, code]) => {
        const told = contactsWording[lang].trouble({ kind, code, detail: '' })
        return `| ${told.what} | ${told.todo} |`
      }),
    )
  return [
    words.page.lead,
    ...his.flatMap((step, i) => {
      const { title, why, clicks } = words.steps[step.id]
      return [
        `### ${i + 1}. ${title}`,
        why,
        clicks.map((click, n) => `${n + 1}. ${click}`).join('\n'),
        words.page.byHand,
        `\`\`\`sh\n${step.asks.map((a) => `${a.variable}=`).join('\n')}\n\`\`\``,
      ]
    }),
    ...(platform === 'wecom' ? customersOf(words, his.length + 1) : []),
    `### ${words.page.troubles}`,
    [`| ${words.page.troubleHead.join(' | ')} |`, '| --- | --- |', ...rows].join('\n'),
    words.page.notLive,
  ].join('\n\n')
}

const customersOf = ({ page: { customers } }: SetupWording, number: number): string[] => [
  `### ${number}. ${customers.title}`,
  customers.why,
  customers.clicks.map((click, n) => `${n + 1}. ${click}`).join('\n'),
]

const pageOf = (platform: Platform): string =>
  [
    `# ${setupWording.zh.page[platform]} · ${setupWording.en.page[platform]}`,
    '[English below](#in-english)',
    inLanguage(platform, 'zh'),
    '## In English',
    inLanguage(platform, 'en'),
    '',
  ].join('\n\n')

/** Without what only lays out a table. */
const plain = (page: string): string => page.replace(/ +/g, ' ').replace(/-{3,}/g, '---').trim()

describe('the pages about installing', () => {
  it.each(platforms)('O-01 docs/install-%s.md says word for word what the wizard says', (platform) => {
    const file = resolve(__dirname, `../../../../docs/install-${platform}.md`)
    // UPDATE_PAGES=1 writes the pages from the wizard's words; the formatter then lays out their tables.
    if (process.env.UPDATE_PAGES === '1') writeFileSync(file, pageOf(platform))
    expect(plain(readFileSync(file, 'utf8'))).toBe(plain(pageOf(platform)))
  })

  it('O-01 has a label for everything it asks, in both languages', () => {
    for (const words of Object.values(setupWording))
      for (const step of steps)
        expect(Object.keys(words.steps[step.id].asks)).toEqual(step.asks.map((a) => a.variable))
  })
})
