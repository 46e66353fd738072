import { createDocuments } from '../../api/documents'
import type { Documents, DocumentsDeps, Library } from '../../api/documents'
import { createLinkSigner } from '../../api/links'
import { finishStepNamed, reopenStep } from '../../api/strategy'
import { createSourceStore, createSources } from '../../api/touchpoints'
import { documentId, topic } from '../../contract/ids'
import { days } from '../../contract/quantities'
import type { TestHub } from './hub'

export const whitePaper = documentId('architecture-white-paper')
export const paper = Buffer.from('%PDF-1.7 砚川设备云架构白皮书', 'utf8')

/** The document that the shipped package names. */
export const testLibrary: Library = new Map([
  [
    whitePaper,
    {
      id: whitePaper,
      name: '架构白皮书',
      topic: topic('whitepaper'),
      validFor: days(30),
      content: {
        kind: 'file',
        bytes: paper,
        mediaType: 'application/pdf',
        extension: '.pdf',
        tag: '"paper"',
      },
    },
  ],
])

export const testSigner = createLinkSigner(Buffer.alloc(32, 7))

/** Documents of a hub in tests, with the source that their openings come from. */
export async function openDocuments(
  { modules, inbox }: Pick<TestHub, 'modules' | 'inbox'>,
  options: Partial<DocumentsDeps> = {},
): Promise<{ readonly documents: Documents; readonly deps: DocumentsDeps }> {
  const { database, clock, identity, log } = modules
  const source = await (await createSources(createSourceStore(database), clock)).ensure('中枢链接', 'hub')
  const deps: DocumentsDeps = {
    ...{ database, clock, inbox, library: testLibrary, signer: testSigner, source: source.id },
    publicUrl: () => 'https://hub.example.com',
    identity: identity.store,
    keepIn: log.keepIn,
    steps: { finish: finishStepNamed, reopen: reopenStep },
    ...options,
  }
  return { documents: createDocuments(deps), deps }
}
