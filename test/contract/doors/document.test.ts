import { Fault } from '../../../contract/fault'
import { days, instant, minutes, plus, seconds } from '../../../contract/quantities'
import type { TestDatabase } from '../../support/databases'
import { freshDatabase } from '../../support/databases'
import type { DocumentWorld } from '../../support/document-world'
import { browser, openDocumentWorld } from '../../support/document-world'
import { paper, testSigner } from '../../support/documents'

let test: TestDatabase
let world: DocumentWorld
let path: string

beforeAll(async () => {
  test = await freshDatabase('sqlite')
  world = await openDocumentWorld(test.database)
  path = await world.send('王磊')
})
afterAll(async () => {
  await world.close()
  await test.drop()
})
beforeEach(() => {
  // Each test is more than a minute after the one before it.
  world.clock.advance(minutes(2))
  world.beforeKeeping = undefined
})

const counted = async (work: () => Promise<unknown>): Promise<number> => {
  const before = (await world.openings()).length
  await work()
  return (await world.openings()).length - before
}

describe('S1-27 the door where documents are opened', () => {
  it('S1-27 hands the whole file to a browser, for itself alone and under its own name', async () => {
    const answer = await world.get(path)
    expect(answer.status).toBe(200)
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(paper)
    const headers = Object.fromEntries(answer.headers)
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(paper.length),
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'accept-ranges': 'bytes',
      'content-security-policy': expect.stringContaining("default-src 'none'") as string,
      'content-disposition': expect.stringMatching(
        /^inline; filename="document\.pdf"; filename\*=UTF-8''%/,
      ) as string,
    })
  })

  it('S1-27 answers HEAD with the head of that, and counts no opening', async () => {
    const looks = async () => {
      const answer = await world.get(path, browser, 'HEAD')
      expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, String(paper.length), ''])
    } // prettier-ignore
    expect(await counted(looks)).toBe(0)
  })

  it('S1-27 takes further pieces for the same opening, and serves them', async () => {
    const reads = async () => {
      await (await world.get(path)).arrayBuffer()
      const piece = await world.get(path, { ...browser, accept: '*/*', range: 'bytes=4-7' })
      expect([piece.status, piece.headers.get('content-range'), await piece.text()]).toEqual([206, `bytes 4-7/${paper.length}`, paper.subarray(4, 8).toString()])
      world.clock.advance(minutes(40))
      expect((await world.get(path, { ...browser, range: 'bytes=8-' })).status).toBe(206)
    } // prettier-ignore
    expect(await counted(reads)).toBe(1)
  })

  it('S1-27 has no piece beyond the end, and gives the whole where the file is another by now', async () => {
    const beyond = await world.get(path, { ...browser, range: 'bytes=9999-' })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${paper.length}`])
    const older = await world.get(path, { ...browser, range: 'bytes=0-3', 'if-range': '"older"' })
    expect([older.status, (await older.arrayBuffer()).byteLength]).toEqual([200, paper.length])
  })

  it('S1-27 shows previews a page with the name and a way on, and counts the way on', async () => {
    const robot = { ...browser, 'user-agent': 'DingTalkBot-LinkService/1.0' }
    const previews = async () => {
      const page = await (await world.get(path, robot)).text()
      expect(page).toContain('og:title')
      expect(page).toContain('架构白皮书')
      expect(page).not.toContain('%PDF')
    }
    expect(await counted(previews)).toBe(0)
    expect(await counted(() => world.get(`${path}?open=1`, { ...browser, accept: '*/*' }))).toBe(1)
  })

  it('S1-27 says nothing about what is no link, and asks no database', async () => {
    const read = jest.spyOn(test.database.read, 'rows')
    const other = testSigner.sign('invitation', 1, plus(world.clock.now(), days(1)))
    const guesses = [
      '',
      'x',
      'a'.repeat(35),
      `${path.slice(3)}a`,
      path.slice(3, -1),
      other,
      `${path.slice(3)}/x`,
    ]
    const pages = await Promise.all(guesses.map((guess) => world.get(`/t/${guess}`)))
    expect(pages.map(({ status }) => status)).toEqual(guesses.map(() => 404))
    expect(new Set(await Promise.all(pages.map((page) => page.text()))).size).toBe(1)
    expect(read).not.toHaveBeenCalled()
    read.mockRestore()
    const nowhere = testSigner.sign('document', 4_711, plus(world.clock.now(), days(1)))
    expect((await world.get(`/t/${nowhere}`)).status).toBe(404)
  })

  it('S1-27 tells the reader of an ended link whom to ask, in both languages', async () => {
    const link = await world.linkOf('王磊')
    const ended = testSigner.sign('document', link.id, instant(world.clock.now() - seconds(2)))
    const opens = async () => {
      const answer = await world.get(`/t/${ended}`)
      expect(answer.status).toBe(410)
      const page = await answer.text()
      for (const part of ['架构白皮书', '请联系 王磊', 'Please ask 王磊']) expect(page).toContain(part)
    }
    expect(await counted(opens)).toBe(0)
  })

  it.each([
    ['busy', new Fault({ code: 'busy', message: 'm', advice: 'a', retryAfter: seconds(7) }), '7'],
    ['a database that is away', new Fault({ code: 'store-unavailable', message: 'm', advice: 'a', retryAfter: seconds(3) }), '3'],
    ['anything else', new Error('x'), '5'],
  ])('S1-27 keeps the document back while the opening cannot be kept: %s', async (_, failure, after) => {
    world.beforeKeeping = () => Promise.reject(failure)
    const refused = async () => {
      const answer = await world.get(path)
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, after])
      const page = await answer.text()
      expect(page).toContain('资料没有丢')
      expect(page).not.toContain('%PDF')
    }
    expect(await counted(refused)).toBe(0)
    world.beforeKeeping = undefined
    const again = async () => expect((await world.get(path)).status).toBe(200)
    expect(await counted(again)).toBe(1)
  }) // prettier-ignore

  it('S1-27 bounds how often one link is asked for', async () => {
    const statuses = new Map<number, number>()
    for (let i = 0; i < 320; i += 1) {
      const { status } = await world.get(path, browser, 'HEAD')
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    expect([...statuses.keys()].toSorted()).toEqual([200, 429])
    world.clock.advance(minutes(1))
    expect((await world.get(path)).status).toBe(200)
  })

  it('S1-27 takes neither another method nor a body', async () => {
    const posted = await fetch(world.url + path, { method: 'POST', body: 'x' })
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })
})
