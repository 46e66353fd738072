import { noticeKinds } from '../../../contract/notices/notice-kind'
import type { Drawing } from '../../../contract/drawing'
import { galleryPage } from '../../../scripts/gallery/page'
import { routes } from '../../../scripts/gallery/routes'

const answers = [
  'decision-explained',
  'miss-explained',
  'hot-list',
  'customer-page',
  'help',
  'not-understood',
]

describe('the gallery of cards', () => {
  const drawn: Drawing[] = []
  const page = galleryPage((drawing) => {
    drawn.push(drawing)
    return { png: new Uint8Array([7]), width: 1, height: 1, alt: drawing.alt }
  })
  const sections = page.split('<section').slice(1)

  it('P-01 P-02 shows every card on every route, in light and dark, with little and with much to say', () => {
    expect(sections.map((section) => /class="(\w+)" data-amount="(\w+)"/.exec(section)?.slice(1))).toEqual([
      ['light', 'usual'],
      ['dark', 'usual'],
      ['light', 'much'],
      ['dark', 'little'],
      ['light', 'usual'],
    ])
    for (const section of sections) {
      for (const kind of [...noticeKinds, ...answers]) {
        for (const { id } of routes) expect(section).toContain(`data-card="${kind}" data-route="${id}"`)
      }
    }
  })

  it('S2-14 shows the pictures, on paper of the theme', () => {
    expect(page).toContain('alt="李四 能力雷达：15 项能力，13 项有分" src="data:image/png;base64,Bw=="')
    expect(new Set(drawn.map(({ background }) => background))).toEqual(new Set(['#ffffff', '#1e1f22']))
  })

  it('lets no text of a card become part of the page', () => {
    expect(page).not.toMatch(/<script|onerror/)
  })
})
