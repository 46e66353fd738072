/** Shares of the messages to the robot, 0 to 1, that the way to it disturbs. */
export interface Disturbance {
  /** Brought twice, each time in a frame of its own. */
  readonly twice: number
  /** Held back until others have passed. */
  readonly late: number
  /** Acknowledged, and the acknowledgement is lost. */
  readonly ackLost: number
  /** The source of chance, in [0, 1). */
  readonly chance: () => number
}

/** What can be made to go wrong. Every switch stays as it is set until it is set back. */
export interface DingtalkFaults {
  /** Nobody listens any more and every socket is cut. */
  goAway(): Promise<void>
  /** Listens again on the same port; tokens and tickets of before are worth nothing. */
  comeBack(): Promise<void>
  /** Every handshake is answered 401. */
  refuseUpgrades(on: boolean): void
  /** Handshakes get no answer at all. */
  hangHandshakes(on: boolean): void
  /** Registrations of a connection get no answer at all. */
  hangOpens(on: boolean): void
  /** Every registration of a connection is answered so; null ends it. */
  failOpens(status: number | null): void
  /** The connections of now are neither read nor written any more, and stay open. */
  freeze(): void
  sendGarbage(text: string): void
  /** A `disconnect` frame to every connection of now: nothing more is delivered there, and it closes later. */
  announceDisconnect(): void
  /** The server closes every connection of now. */
  dropConnections(): void
  invalidateTokens(): void
  /** The next `times` calls are carried out and their answers lost. */
  loseAnswers(times: number, path?: string): void
  /** The next `times` calls to the path are refused so and not carried out; a string is sent as HTML. */
  refuseNext(times: number, path: string, status: number, body: object | string): void
  /** What was answered to frames that were pushed so or sent as they are, newest last, as the client wrote it. */
  answersTo(messageId: string): readonly unknown[]
  /** Messages to the robot are disturbed from now on; null ends it, and what was held back is brought. */
  disturb(how: Disturbance | null): void
  /** Pushes a frame as it is; false when nobody is connected. */
  push(type: 'CALLBACK' | 'EVENT' | 'SYSTEM', topic: string, data: unknown): boolean
}

export interface DingtalkCounters {
  /** Registrations of a connection, refused ones included. */
  readonly opens: number
  /** Handshakes that were completed. */
  readonly connections: number
  /** Open connections now, without frozen ones. */
  readonly liveConnections: number
  readonly maxLive: number
  /** Connections that messages go to. */
  readonly listening: number
  /** TCP sockets of any kind. */
  readonly sockets: number
  /** Messages and cards of the bot in all conversations since the start of this object. */
  readonly shown: number
  readonly tokens: number
  /** Answered calls by path. */
  readonly calls: Readonly<Record<string, number>>
  readonly pongs: number
  /** Calls that counted against the organisation's quota. */
  readonly spent: number
  /** Messages to the robot that are not acknowledged yet. */
  readonly underWay: number
  /** Pictures that were taken in. */
  readonly uploads: number
}
