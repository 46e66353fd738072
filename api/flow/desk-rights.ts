import type { Member } from '../../contract/people'
import type { DeskRight } from '../../contract/ports/desk'
import { deskRights } from '../../contract/ports/desk'
import { may } from '../people'

/** What a member may ask at all: whether there is anything or anybody that he may ask it about. */
export function rightsOf(asker: Member, members: readonly Member[]): ReadonlySet<DeskRight> {
  const others = members.filter((m) => m.active && m.id !== asker.id)
  const has: Readonly<Record<DeskRight, () => boolean>> = {
    // His own to somebody, or somebody's to himself.
    'hand-over': () =>
      others.some(
        (other) =>
          may(asker, 'hand-over', { owner: asker, to: other }) ||
          may(asker, 'hand-over', { owner: other, to: asker }),
      ),
    'send-document': () => [asker, ...others].some((owner) => may(asker, 'send-document', { owner })),
    'arrange-meeting': () =>
      [asker, ...others].some((owner) => may(asker, 'arrange-meeting', { owner, host: null })),
    'see-own-figures': () => may(asker, 'see-figures', { of: asker }),
    'see-team-figures': () => others.some((of) => may(asker, 'see-figures', { of })),
    'read-strategy': () => may(asker, 'read-strategy', null),
    'pause-strategy': () => may(asker, 'pause-strategy', null),
    'see-operations': () => may(asker, 'see-operations', null),
  }
  return new Set(deskRights.filter((right) => has[right]()))
}
