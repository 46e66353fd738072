import type { Door } from '../../contract/ports/door'

/** Allowed: a command asks a port and waits for the answer. */
export const why = async (door: Door, body: Parameters<Door['handle']>[0]): Promise<number> => {
  const found = await door.handle(body)
  return found.length
}
