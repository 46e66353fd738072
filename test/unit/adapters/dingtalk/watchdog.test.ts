import { watch } from '../../../../adapters/dingtalk/stream/watchdog'
import type { StreamConnection } from '../../../../adapters/dingtalk/stream/stream-connection'

const limits = { pingAfter: 4_000, deadAfter: 11_000, frameSilence: 180_000 }

const watched = () => {
  const seen: string[] = []
  const connection = { heardAt: performance.now(), frameAt: performance.now(), ping: () => seen.push('ping') }
  const stop = watch(connection as unknown as StreamConnection, limits, {
    dead: () => seen.push('dead'),
    quiet: () => seen.push('quiet'),
  })
  return { connection, seen, stop }
}

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

it('P-11 asks after four seconds of silence and gives up after eleven', () => {
  const { seen, stop } = watched()

  jest.advanceTimersByTime(12_000)
  stop()

  expect(seen).toEqual(['ping', 'ping', 'ping', 'ping', 'dead'])
})

it('P-11 keeps a connection that answers', () => {
  const { connection, seen, stop } = watched()
  connection.ping = () => {
    connection.heardAt = performance.now()
    return seen.push('ping')
  }

  jest.advanceTimersByTime(120_000)
  stop()

  expect(new Set(seen)).toEqual(new Set(['ping']))
})

it('P-11 asks again, after its own process was asleep, before it judges', () => {
  const { connection, seen, stop } = watched()
  connection.heardAt -= 3_600_000
  connection.frameAt = performance.now()

  jest.advanceTimersByTime(4_000)
  expect(seen).toEqual(['ping', 'ping'])
  jest.advanceTimersByTime(2_000)
  stop()

  expect(seen).toEqual(['ping', 'ping', 'dead'])
})

it('P-11 tells of a connection that answers pings and brings no frame', () => {
  const { connection, seen, stop } = watched()
  connection.ping = () => {
    connection.heardAt = performance.now()
    return 0
  }

  jest.advanceTimersByTime(180_000)
  stop()

  expect(seen).toEqual(['quiet'])
})
