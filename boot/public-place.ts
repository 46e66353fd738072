import type { Config } from './config'

/** Where this hub is reached. */
export interface PublicPlace {
  /** The address before the links on cards, without a slash at the end; null where nobody outside reaches the hub. */
  url(): string | null
  /** Says which port was given; the answer is the hub's address on its own machine. */
  listensOn(port: number): string
}

/** A trial's people sit at this machine, so its own address is a public one to them. */
export const createPublicPlace = ({
  publicUrl,
  trial,
  host,
}: Pick<Config, 'publicUrl' | 'trial' | 'host'>): PublicPlace => {
  let local: string | null = null
  return {
    url: () => publicUrl ?? (trial ? local : null),
    listensOn: (port) => {
      local = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
      return local
    },
  }
}
