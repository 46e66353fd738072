export interface Seen {
  loopback: number
  readonly outside: string[]
}

export declare function watch(): { readonly seen: Seen; stop(): void }
