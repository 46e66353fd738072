import { WSClient } from '@wecom/aibot-node-sdk'

import { userAgent } from '../http/outbound-client'

/** Allowed: the vendor's SDK in its own adapter, and the shared outbound client. */
export const wecom = { client: WSClient, userAgent }
