import type { Touchpoint } from '../touchpoint'

/** Allowed: a port may speak of bytes and of waiting; it does neither. */
export interface Door {
  handle(body: Buffer): Promise<readonly Touchpoint[]>
}
