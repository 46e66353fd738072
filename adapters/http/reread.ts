import type { Decoded, Reading } from './decoded'
import type { DoorDeps } from './door-deps'
import type { Door } from '../../contract/ports/door'

/** `Door.reread` for a door whose pieces are JSON values read one by one. */
export const rereadWith =
  (
    deps: DoorDeps,
    usualKind: string,
    decode: (piece: unknown, reading: Reading) => Decoded,
  ): NonNullable<Door['reread']> =>
  (raw, receivedAt, sourceKind = usualKind) => {
    const decoded = decode(JSON.parse(raw), { eventMap: deps.eventMap, sourceKind, receivedAt })
    return { touchpoints: decoded.ok ? [decoded.touchpoint] : [] }
  }
