import { PassThrough } from 'node:stream'

import { Fault } from '../../../contract/fault'
import type { SimulatedPlatform } from '../simulated-platform'
import type { ChatSummary } from './window-types'

/** Server-Sent Events about changed conversations. Listens to the platforms only while somebody watches. */
export interface LiveStream {
  /** A body for `text/event-stream`; ends when its reader goes. */
  open(): PassThrough
  watchers(): number
}

const mostWatchers = 32
const heartbeatMs = 15_000
/** A reader that lets so many bytes pile up has gone to sleep; he comes back by himself. */
const mostUnread = 256 * 1024

export function createLiveStream(
  platforms: readonly SimulatedPlatform[],
  summarize: (platform: SimulatedPlatform, userId: string) => ChatSummary | undefined,
): LiveStream {
  const streams = new Set<PassThrough>()
  let stopListening: () => void = () => undefined

  const tell = (text: string): void => {
    for (const stream of streams) {
      if (stream.writableLength + stream.readableLength > mostUnread) stream.destroy()
      else stream.write(text)
    }
  }

  const listen = (): void => {
    const offs = platforms.map((platform) =>
      platform.onChange((userId) => {
        const summary = summarize(platform, userId)
        if (summary !== undefined) tell(`event: changed\ndata: ${JSON.stringify(summary)}\n\n`)
      }),
    )
    const beat = setInterval(() => tell(': still here\n\n'), heartbeatMs)
    beat.unref()
    stopListening = () => {
      clearInterval(beat)
      for (const off of offs) off()
    }
  }

  return {
    watchers: () => streams.size,
    open: () => {
      if (streams.size >= mostWatchers) throw tooMany()
      const stream = new PassThrough()
      if (streams.size === 0) listen()
      streams.add(stream)
      stream.once('close', () => {
        streams.delete(stream)
        if (streams.size === 0) stopListening()
      })
      stream.write('retry: 1000\nevent: hello\ndata: {}\n\n')
      return stream
    },
  }
}

function tooMany(): Fault {
  return new Fault({
    code: 'busy',
    message: `${mostWatchers} chat windows are open already.`,
    advice: 'Close some of them.',
  })
}
