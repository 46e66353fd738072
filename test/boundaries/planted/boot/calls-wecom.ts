import { WSClient } from '@wecom/aibot-node-sdk'

export const client = WSClient
