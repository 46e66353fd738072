/** How long a test waits for something that should have happened long before. */
const patience = 10_000

/**
 * The first truthy value of `condition`, asked again and again: at every turn of the event loop for the first
 * fifty, then every five milliseconds. A condition that throws has not come about yet; what it threw last is the
 * cause of the error when time runs out. `what` completes the sentence "waited … ms for".
 */
export async function awaitUntil<T>(
  what: string,
  condition: () => T | Promise<T>,
  withinMs: number = patience,
): Promise<Reached<T>> {
  const deadline = Date.now() + withinMs
  let lastThrown: unknown
  for (let asked = 0; ; asked += 1) {
    try {
      const value = await condition()
      if (value) return value as Reached<T>
      lastThrown = undefined
    } catch (thrown) {
      lastThrown = thrown
    }
    if (Date.now() >= deadline) throw new Error(`waited ${withinMs} ms for ${what}`, { cause: lastThrown })
    await turn(asked)
  }
}

/** What a truthy value can be. */
export type Reached<T> = Exclude<T, undefined | null | false | 0 | ''>

const turn = (asked: number): Promise<void> =>
  new Promise((resolve) => {
    if (asked < 50) setImmediate(resolve)
    else setTimeout(resolve, 5)
  })
