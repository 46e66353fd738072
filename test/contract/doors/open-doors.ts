import { createInquiryDoor } from '../../../adapters/inquiry'
import { createNativeDoor } from '../../../adapters/native'
import { createSegmentDoor } from '../../../adapters/segment'
import { createSensorsDoor } from '../../../adapters/sensors'
import { createHttpServer } from '../../../api/http'
import { createEventMap } from '../../../api/touchpoints'
import { sourceId } from '../../../contract/ids'
import { instant } from '../../../contract/quantities'

import type { HttpLimits } from '../../../api/http'
import type { Fault } from '../../../contract/fault'
import type { Door, SourceGate } from '../../../contract/ports/door'
import type { TouchpointInbox, Unreadable } from '../../../contract/ports/inbox'
import type { Millis } from '../../../contract/quantities'
import type { NewTouchpoint } from '../../../contract/touchpoint'

/** Every door behind a live server, with an inbox that keeps in memory and can be told to fail. */
export interface OpenDoors {
  readonly port: number
  readonly url: string
  /** In the order of arrival, each once. */
  readonly kept: NewTouchpoint[]
  readonly quarantined: Unreadable[]
  /** Lines logged as warnings and errors. */
  readonly logged: object[]
  /** The next calls of accept reject with these, one each. */
  failNext(...faults: Fault[]): void
  /** The next admissions are refused for so long, one each. */
  holdNext(...waits: Millis[]): void
  doors: readonly Door[]
  close(): Promise<void>
}

export const keys = {
  native: 'wk_native',
  web: 'wk_web',
  segment: 'wk_segment',
  sensors: 'wk_sensors',
  inquiry: 'wk_inquiry',
} as const

export const openDoors = async (
  options: {
    readonly limits?: Partial<HttpLimits>
    readonly slow?: () => Promise<void>
    readonly doors?: readonly Door[]
  } = {},
): Promise<OpenDoors> => {
  const kept: NewTouchpoint[] = []
  const quarantined: Unreadable[] = []
  const logged: object[] = []
  const seen = new Set<string>()
  const faults: Fault[] = []
  const waits: Millis[] = []

  const isNew = (source: number, id: string): boolean => {
    const key = `${source}|${id}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  }
  const inbox: TouchpointInbox = {
    accept: async ({ source, touchpoints, unreadable }) => {
      await options.slow?.()
      const fault = faults.shift()
      if (fault !== undefined) throw fault
      const fresh = touchpoints.filter((one) => isNew(source, one.sourceEventId))
      const strange = unreadable.filter((one) => isNew(source, `q|${one.sourceEventId}`))
      kept.push(...fresh)
      quarantined.push(...strange)
      const repeated = touchpoints.length - fresh.length
      return { accepted: fresh.length, repeated, quarantined: strange.length }
    },
  }
  const gate: SourceGate = {
    byKey: (kind, key) => {
      const index = Object.keys(keys).indexOf(kind)
      return index >= 0 && Object.values(keys)[index] === key
        ? { id: sourceId(index + 1), name: `test ${kind}`, kind }
        : undefined
    },
    admit: () => {
      const wait = waits.shift()
      return wait === undefined ? { ok: true } : { ok: false, wait }
    },
  }
  const deps = { inbox, gate, eventMap: createEventMap([]), clock: { now: () => instant(Date.now()) } }
  const doors = [
    createNativeDoor(deps),
    createSegmentDoor(deps),
    createSensorsDoor(deps),
    createInquiryDoor(deps),
  ]
  const note = (fields: object): void => void logged.push(fields)
  const server = createHttpServer({
    doors: [...doors, ...(options.doors ?? [])],
    koa: (_req, res) => void res.writeHead(200, { 'content-type': 'text/plain' }).end('koa'),
    log: { debug: () => undefined, warn: note, error: note },
    ...(options.limits === undefined ? undefined : { limits: options.limits }),
  })
  const port = await server.listen(0, '127.0.0.1')
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    kept,
    quarantined,
    logged,
    failNext: (...next) => void faults.push(...next),
    holdNext: (...next) => void waits.push(...next),
    doors,
    close: () => server.close(0),
  }
}
