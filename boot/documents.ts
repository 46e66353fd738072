import { createDocumentDoor, createDocuments, readLibrary } from '../api/documents'
import type { Documents, Library } from '../api/documents'
import { isRobot } from '../api/links'
import { finishStepNamed, reopenStep } from '../api/strategy'
import type { Door } from '../contract/ports/door'
import type { Config } from './config'
import type { CoreModules } from './modules'
import { assets } from './package-root'

/** Documents that customers are sent, with their openings coming in as touchpoints of a source of their own. */
export async function createDocumentsOf(
  config: Pick<Config, 'documents' | 'trial'>,
  { database, clock, links, inbox, sources, identity, log }: CoreModules,
  publicUrl: () => string | null,
): Promise<Documents> {
  const source = await sources.ensure('中枢链接', 'hub')
  return createDocuments({
    ...{ database, clock, inbox, publicUrl },
    library: await libraryOf(config),
    signer: links,
    source: source.id,
    identity: identity.store,
    keepIn: log.keepIn,
    steps: { finish: finishStepNamed, reopen: reopenStep },
  })
}

/** A trial has the white paper of its made-up company. */
async function libraryOf({ documents, trial }: Pick<Config, 'documents' | 'trial'>): Promise<Library> {
  if (documents !== null) return readLibrary(documents)
  return trial ? readLibrary(assets('documents/trial.yaml')) : new Map()
}

export const documentDoorOf = (documents: Documents, { links, people }: CoreModules): Door =>
  createDocumentDoor({
    documents,
    signer: links,
    isRobot,
    nameOf: async (member) => (await people.member(member))?.name ?? '',
  })
