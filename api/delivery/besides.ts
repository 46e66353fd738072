import type { OutboundNotice } from '../../contract/notice'

/** What stands on a notice's card that neither the notice nor the answer to it says. */
export type Besides = (outbound: OutboundNotice) => Promise<Pick<OutboundNotice, 'document' | 'meeting'>>

/** The notice with everything that its card shows now. */
export const withBesides = async (
  besides: Besides | undefined,
  outbound: OutboundNotice,
): Promise<OutboundNotice> =>
  besides === undefined ? outbound : { ...outbound, ...(await besides(outbound)) }
