import type { Fault } from '../../contract/fault'
import { documentLinkId } from '../../contract/ids'
import type { Door, DoorAnswer, DoorRequest } from '../../contract/ports/door'
import type { MemberId } from '../../contract/ids'
import { askedFor } from './domain/asked-for'
import { createPerMinute } from '../http'
import type { Documents } from './documents'
import type { DocumentsDeps } from './documents-deps'
import { documentAnswer } from './file-answer'
import type { DocumentLink } from './link-store.typeorm'
import { endedPage, notFoundPage, notNowPage, previewPage, tooOftenPage } from './pages'

export interface DocumentDoorDeps {
  readonly documents: Pick<Documents, 'link' | 'document' | 'opened'>
  readonly signer: DocumentsDeps['signer']
  /** Whether a request comes from a program that looks at links by itself. */
  readonly isRobot: (headers: DoorRequest['headers']) => boolean
  /** Whom the reader of an ended link may ask. */
  readonly nameOf: (member: MemberId) => Promise<string>
}

const PREFIX = '/t/'
/** Requests a minute for one link: a viewer that reads ten megabytes in pieces of 64 KB stays below. */
const MOST_A_MINUTE = 300
const COME_AGAIN = { whenBusy: 5, whenTooOften: 60 } as const

/**
 * Where customers open what they were sent: `GET /t/<token>` (`HEAD` looks and opens nothing).
 *
 * 1. The signature is read first; whoever guesses costs no query and hears nothing.
 * 2. An opening is in the log before the document leaves. Where it cannot be kept, the document waits.
 */
export const createDocumentDoor = (deps: DocumentDoorDeps): Door => {
  const pace = createPerMinute<number>(MOST_A_MINUTE)
  return {
    name: 'document',
    routes: [
      { method: 'GET', path: '/t', prefix: true },
      { method: 'HEAD', path: '/t', prefix: true },
    ],
    bodyLimit: 1_024,
    handle: async (request) => {
      const token = request.path.slice(PREFIX.length)
      const read = deps.signer.read('document', token, request.receivedAt)
      if (read.kind === 'forged') return notFoundPage()
      if (pace.spend(read.id, request.receivedAt) > 0) return tooOftenPage(COME_AGAIN.whenTooOften)
      const link = await deps.documents.link(documentLinkId(read.id))
      if (link === undefined) return notFoundPage()
      return read.kind === 'expired' || link.takenBack ? ended(deps, link) : answer(deps, request, link)
    },
    refuse: refusedAs,
  }
}

async function answer(deps: DocumentDoorDeps, request: DoorRequest, link: DocumentLink): Promise<DoorAnswer> {
  const document = deps.documents.document(link.document)
  if (document === undefined) return ended(deps, link)
  if (request.method === 'HEAD') return documentAnswer(document, request.headers)
  const kind = askedFor(request, deps.isRobot(request.headers))
  if (kind === 'preview') return previewPage(document.name)
  const opened = await deps.documents.opened(link, kind, request.receivedAt)
  return opened.kind === 'gone' ? ended(deps, link) : documentAnswer(document, request.headers)
}

const ended = async ({ documents, nameOf }: DocumentDoorDeps, link: DocumentLink): Promise<DoorAnswer> =>
  endedPage(documents.document(link.document)?.name ?? link.document, await nameOf(link.member))

/** A person is reading this, so a refusal is a page, too. */
const refusedAs = ({ code, retryAfter }: Fault): DoorAnswer | undefined => {
  if (code !== 'busy' && code !== 'store-unavailable' && code !== 'internal') return undefined
  return notNowPage(
    retryAfter === undefined ? COME_AGAIN.whenBusy : Math.max(1, Math.ceil(retryAfter / 1_000)),
  )
}
