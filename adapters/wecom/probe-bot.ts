import { WSAuthFailureError, WSClient, WSReconnectExhaustedError } from '@wecom/aibot-node-sdk'

import type { WecomBotConfig } from './config'
import type { Log } from './log'
import { createSdkLogger } from './sdk-logger'

/** Whether WeCom takes this bot on its long connection. */
export type BotProbe = 'accepted' | 'refused' | 'unreachable'

/** From dialling to the answer to the subscribe, in milliseconds. */
const PATIENCE_MS = 10_000

/**
 * Connects once, says who it is, and leaves. A bot has one live connection: a hub that runs with it is cut off by
 * this and has to be started again.
 */
export const probeWecomBot = async (
  { botId, secret, wsUrl }: Pick<WecomBotConfig, 'botId' | 'secret' | 'wsUrl'>,
  log: Log,
): Promise<BotProbe> => {
  const client = new WSClient({
    botId,
    secret,
    ...(wsUrl !== undefined && { wsUrl }),
    maxReconnectAttempts: 0,
    maxAuthFailureAttempts: 0,
    wsOptions: { handshakeTimeout: PATIENCE_MS, maxPayload: 1024 * 1024, perMessageDeflate: false },
    logger: createSdkLogger(log, () => undefined),
  })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<BotProbe>((resolve) => {
      timer = setTimeout(() => resolve('unreachable'), PATIENCE_MS)
      client.on('authenticated', () => resolve('accepted'))
      // Other errors come before one of these two, which say what became of the attempt.
      client.on('error', (error) => {
        if (error instanceof WSAuthFailureError) resolve('refused')
        if (error instanceof WSReconnectExhaustedError) resolve('unreachable')
      })
      client.connect()
    })
  } finally {
    clearTimeout(timer)
    client.disconnect()
  }
}
