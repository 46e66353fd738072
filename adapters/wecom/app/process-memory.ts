import type { ChatMemory, HeardCallback, ShownMessage } from '../../../contract/ports/chat-memory'
import type { SentMessage } from '../../../contract/ports/chat'
import type { Instant } from '../../../contract/quantities'

/** A memory that ends with the process: for tools that send, and for tests of what happens without another. */
export class ProcessMemory implements ChatMemory {
  private readonly heard = new Map<string, HeardCallback & { done: boolean }>()
  private readonly messages = new Map<string, ShownMessage>()
  private readonly codes = new Map<string, { readonly code: string; readonly at: Instant }>()

  constructor(private readonly limit = 20_000) {}

  hear(callback: HeardCallback): Promise<boolean> {
    if (this.heard.has(callback.id)) return Promise.resolve(false)
    keep(this.heard, callback.id, { ...callback, done: false }, this.limit)
    return Promise.resolve(true)
  }

  done(id: string): Promise<void> {
    const known = this.heard.get(id)
    if (known !== undefined) this.heard.set(id, { ...known, raw: '', done: true })
    return Promise.resolve()
  }

  undone(before: Instant, limit: number): Promise<readonly HeardCallback[]> {
    const open = [...this.heard.values()].filter(({ done, at }) => !done && at < before)
    const oldest = open.sort((a, b) => a.at - b.at).slice(0, limit)
    return Promise.resolve(oldest.map(({ id, raw, at }) => ({ id, raw, at })))
  }

  keepShown(message: SentMessage, shown: ShownMessage): Promise<void> {
    keep(this.messages, nameOf(message), shown, this.limit)
    return Promise.resolve()
  }

  shown(message: SentMessage): Promise<ShownMessage | undefined> {
    return Promise.resolve(this.messages.get(nameOf(message)))
  }

  keepCode(message: SentMessage, code: string, at: Instant): Promise<void> {
    keep(this.codes, nameOf(message), { code, at }, this.limit)
    return Promise.resolve()
  }

  takeCode(message: SentMessage, notBefore: Instant): Promise<string | undefined> {
    const kept = this.codes.get(nameOf(message))
    this.codes.delete(nameOf(message))
    return Promise.resolve(kept === undefined || kept.at < notBefore ? undefined : kept.code)
  }
}

/** WeCom compares user ids without regard to case. */
const nameOf = ({ userId, reference }: SentMessage): string => `${userId.toLowerCase()} ${reference}`

const keep = <T>(map: Map<string, T>, key: string, value: T, limit: number): void => {
  map.delete(key)
  map.set(key, value)
  if (map.size <= limit) return
  for (const oldest of map.keys()) {
    map.delete(oldest)
    return
  }
}
