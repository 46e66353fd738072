/** Pages of ours that a login may lead to: `/h5/`, plain steps, a plain query. Nothing that could name another host. */
const OURS = /^\/h5(?:\/[A-Za-z0-9_-]{1,64}){0,4}\/?(?:\?[A-Za-z0-9=&_-]{0,200})?$/

/** The path where it is one of our own pages, null otherwise. What comes back never leaves this origin. */
export const localPath = (asked: string | undefined): string | null =>
  asked !== undefined && OURS.test(asked) ? asked : null
