import { WebSocket } from 'ws'

/** One WebSocket of one client. */
export class Session {
  /** True once its subscribe was accepted. */
  subscribed = false

  constructor(
    private readonly socket: WebSocket,
    /** Hears nothing and says nothing, but stays open. */
    public deaf: boolean,
  ) {}

  get reachable(): boolean {
    return this.subscribed && !this.deaf && this.socket.readyState === WebSocket.OPEN
  }

  say(frame: unknown): void {
    this.sayRaw(JSON.stringify(frame))
  }

  sayRaw(text: string): void {
    if (!this.deaf && this.socket.readyState === WebSocket.OPEN) this.socket.send(text)
  }

  close(): void {
    this.socket.close()
  }
}
