import { createDocumentDoor } from '../../api/documents'
import type { DocumentLink } from '../../api/documents'
import { createHttpServer } from '../../api/http'
import { isRobot } from '../../api/links'
import type { Database } from '../../api/database'
import { decisionId } from '../../contract/ids'
import type { DecisionId } from '../../contract/ids'
import type { ArrivedBatch, TouchpointInbox } from '../../contract/ports/inbox'
import type { Touchpoint } from '../../contract/touchpoint'
import { silentLog } from './delivery-world'
import type { DeskWorld } from './desk-world'
import { openDeskWorld } from './desk-world'
import { openDocuments, testLibrary, testSigner, whitePaper } from './documents'

export const browser = {
  'user-agent':
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36 MicroMessenger/8.0.50',
  accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
} as const

/** A desk with a card about one customer of each rep, and the door at which customers open what they were sent. */
export interface DocumentWorld extends DeskWorld {
  readonly url: string
  /** Goes before the inbox; throws to fail. Reset with undefined. */
  beforeKeeping: ((batch: ArrivedBatch) => Promise<void>) | undefined
  decision(owner: string): Promise<DecisionId>
  /** The path of the link that the rep has made for his customer. */
  send(rep: string): Promise<string>
  linkOf(rep: string): Promise<DocumentLink>
  get(path: string, headers?: Readonly<Record<string, string>>, method?: string): Promise<Response>
  /** Openings that the log has, once everything in it is judged. */
  openings(): Promise<Touchpoint[]>
  close(): Promise<void>
}

export async function openDocumentWorld(database: Database): Promise<DocumentWorld> {
  const world = await openDeskWorld(database)
  const { hub, clock, desk, who, code } = world
  const kept: { before: DocumentWorld['beforeKeeping'] } = { before: undefined }
  const inbox: TouchpointInbox = {
    accept: async (batch) => {
      await kept.before?.(batch)
      return hub.inbox.accept(batch)
    },
  }
  const { documents } = await openDocuments(hub, { inbox })
  const door = createDocumentDoor({
    isRobot,
    documents,
    signer: testSigner,
    nameOf: async (member) => (await hub.modules.people.member(member))?.name ?? '',
  })
  const koa = (_: unknown, res: { writeHead(n: number): { end(): void } }) => res.writeHead(418).end()
  const server = createHttpServer({
    doors: [door],
    koa,
    log: { ...silentLog, debug: () => undefined },
    clock,
  })
  const url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`
  const decision = async (owner: string) => decisionId(Number((await code(owner)).slice(1)))
  return {
    ...world,
    url,
    get beforeKeeping() {
      return kept.before
    },
    set beforeKeeping(before) {
      kept.before = before
    },
    decision,
    send: async (rep) => {
      const sent = await desk.sendDocument(await who(rep), { decision: await decision(rep) })
      if (sent.kind !== 'made' && sent.kind !== 'there') throw new Error(`nothing was sent: ${sent.kind}`)
      return new URL(sent.handedOut.url).pathname
    },
    linkOf: async (rep) => {
      const link = await documents.linkOf(await decision(rep), whitePaper)
      if (link === undefined) throw new Error(`${rep} has made no link`)
      return link
    },
    get: (path, headers = browser, method = 'GET') =>
      fetch(url + path, { method, headers, redirect: 'manual' }),
    openings: async () => {
      while ((await hub.pipeline.step()) > 0);
      const all = await hub.modules.log.readAfter(0, 5_000)
      return all.filter((t) => t.actor === 'customer' && typeof t.properties?.['link'] === 'number')
    },
    close: () => server.close(0),
  }
}

export { testLibrary }
