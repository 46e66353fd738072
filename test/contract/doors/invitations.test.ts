import { createInvitationDoor } from '../../../adapters/invitations'
import { createPerMinute } from '../../../api/http'
import { createLinkSigner, isRobot } from '../../../api/links'
import { Fault } from '../../../contract/fault'
import { meetingId } from '../../../contract/meeting'
import type { DoorRequest } from '../../../contract/ports/door'
import type { Invitation, InvitationDesk } from '../../../contract/ports/invitation-desk'
import { days, hours, instant, minutes, plus } from '../../../contract/quantities'

const now = instant(Date.UTC(2026, 10, 28, 9))
const links = createLinkSigner(Buffer.alloc(32, 7))
const token = links.sign('invitation', 7, plus(now, days(30)))

const invitation: Invitation = {
  id: meetingId(7),
  uid: 'u@zhongshu',
  sequence: 0,
  state: 'booked',
  changedAt: now,
  title: 'CTO 闭门技术交流',
  start: plus(now, days(2)),
  length: minutes(45),
  host: '林建国',
  guest: '陈立群',
  reply: 'none',
  replyNote: '',
}

const open = (over: Partial<Invitation> = {}, desk: Partial<InvitationDesk> = {}) => {
  const asked: string[] = []
  const door = createInvitationDoor({
    desk: {
      invitation: async (id) => {
        asked.push(`invitation ${id}`)
        return { ...invitation, ...over }
      },
      opened: async () => void asked.push('opened'),
      reply: async (_, reply, note) => {
        asked.push(`${reply} ${note}`.trim())
        return true
      },
      ...desk,
    },
    clock: { now: () => now },
    utcOffsetMinutes: 480,
    readLink: (text) => links.read('invitation', text, now),
    isRobot,
    wait: createPerMinute<number>(10).spend,
    pageOf: () => null,
  })
  const call = (path: string, request: Partial<DoorRequest> = {}) =>
    door.handle({
      method: 'GET',
      path,
      query: new URLSearchParams(),
      headers: { 'user-agent': 'Mozilla/5.0' },
      body: Buffer.alloc(0),
      receivedAt: now,
      ...request,
    })
  const send = (form: Record<string, string>, type = 'application/x-www-form-urlencoded') =>
    call(`/i/${token}/reply`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: Buffer.from(new URLSearchParams(form).toString()),
    })
  return { door, asked, call, send }
}

describe('the door of invitations', () => {
  it('S1-28 shows what others have written as text and lets nothing on the page run', async () => {
    const evil = '<script>alert(1)</script>"\'&'
    const { call } = open({ title: evil, host: evil, reply: 'other-time', replyNote: evil })
    const { body, headers } = await call(`/i/${token}`)
    expect(String(body)).not.toContain('<script')
    expect(String(body)).toContain('&#60;script&#62;')
    expect(headers?.['content-security-policy']).toMatch(/^default-src 'none';/)
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    })
  })

  it.each([
    ['a guess', 'A'.repeat(35), 404],
    ['a link for a document', links.sign('document', 7, plus(now, days(30))), 404],
    ['one that is past', links.sign('invitation', 7, plus(now, hours(-1))), 410],
    ['a changed end', `${token.slice(0, -2)}xx`, 404],
  ])('S1-28 asks nobody about %s', async (_, link, status) => {
    const { asked, call } = open()
    expect((await call(`/i/${link}`)).status).toBe(status)
    expect((await call(`/i/${link}.ics`)).status).toBe(status)
    expect(asked).toEqual([])
  })

  it('S1-28 lets one link be asked for so often in a minute, and writes nothing after that', async () => {
    const { asked, call } = open()
    for (let times = 0; times < 10; times += 1) expect((await call(`/i/${token}`)).status).toBe(200)
    const before = asked.length
    expect((await call(`/i/${token}`)).status).toBe(429)
    expect(asked).toHaveLength(before)
  })

  it('S1-28 takes the link as chats show it, with underscores escaped', async () => {
    const ids = Array.from({ length: 400 }, (_, id) => links.sign('invitation', id, plus(now, days(1))))
    const withUnderscore = ids.find((text) => text.includes('_')) ?? ''
    const { call } = open()
    expect((await call(`/i/${withUnderscore.replace(/_/g, '%5F')}`)).status).toBe(200)
  })

  it.each([
    ['HEAD', { method: 'HEAD' }],
    ['a preview', { headers: { 'user-agent': 'Slackbot-LinkExpanding 1.0' } }],
    ['a browser that fetches ahead', { headers: { 'user-agent': 'Mozilla/5.0', 'sec-purpose': 'prefetch' } }],
    ['one of ours', { query: new URLSearchParams('ours') }],
  ])('S1-28 does not count %s as opened', async (_, request) => {
    const { asked, call } = open()
    expect((await call(`/i/${token}`, request)).status).toBe(200)
    expect(asked).toEqual(['invitation 7'])
  })

  it('S1-28 keeps that it was opened before the page leaves, and says so where it cannot', async () => {
    const { asked, call } = open()
    await call(`/i/${token}`)
    expect(asked).toEqual(['invitation 7', 'opened'])
    const away = new Fault({ code: 'store-unavailable', message: 'away', advice: '' })
    const broken = open({}, { opened: () => Promise.reject(away) })
    await expect(broken.call(`/i/${token}`)).rejects.toBe(away)
    const page = broken.door.refuse?.(away, { method: 'GET', path: '', headers: {} })
    expect(page?.status).toBe(503)
    expect(String(page?.body)).toContain('请过一会儿再试')
  })

  it('S1-28 hears an answer from a form alone, and another time only where it is said', async () => {
    const { asked, send, call } = open()
    expect((await send({ answer: 'accept' })).status).toBe(303)
    expect((await send({ answer: 'other-time', note: ' 周四\n下午 ' })).status).toBe(303)
    expect((await send({ answer: 'other-time', note: '  ' })).status).toBe(400)
    expect((await send({ answer: 'other-time', note: '周'.repeat(201) })).status).toBe(400)
    expect((await send({ answer: 'whatever' })).status).toBe(404)
    await expect(send({ answer: 'accept' }, 'text/plain')).rejects.toMatchObject({
      code: 'unsupported-media',
    })
    expect((await call(`/i/${token}/reply`)).status).toBe(404)
    expect(asked).toEqual(['accepted', 'other-time 周四 下午'])
  })

  it.each([
    ['was called off', { state: 'cancelled' as const }, '已取消'],
    ['is over', { start: plus(now, hours(-3)) }, '时间已过'],
  ])('S1-28 offers no answer to a meeting that %s', async (_, over, said) => {
    const { body } = await open(over).call(`/i/${token}`)
    expect(String(body)).toContain(said)
    expect(String(body)).not.toContain('<form')
  })
})
