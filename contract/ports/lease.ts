import type { Millis } from '../quantities'

/** A right that one process has at a time, kept in the database. */
export interface LeasePort {
  /** The epoch, growing with every change of hands, or undefined while another process holds it. */
  acquire(name: string, length: Millis): Promise<number | undefined>
  release(name: string): Promise<void>
}
