/**
 * Turns of the threads of one process that write the same SQLite file: first come, first served. SQLite itself gives
 * the file to whoever happens to ask at the right moment, and a busy thread would never leave one.
 *
 * One thread may block for as long as it takes; there must be at most one such thread.
 */
export class SharedTurns {
  private readonly cells: Int32Array

  constructor(readonly buffer: SharedArrayBuffer = new SharedArrayBuffer(CELLS * 4)) {
    this.cells = new Int32Array(buffer)
  }

  /**
   * Blocks the thread for the moment that a commit takes, and only then lets it go on with other things: whoever has
   * been given a turn while he is busy elsewhere keeps the others waiting.
   */
  async take(): Promise<void> {
    const ticket = Atomics.add(this.cells, NEXT, 1)
    const until = performance.now() + MOMENT_MS
    for (;;) {
      const serving = Atomics.load(this.cells, SERVING)
      if (serving === ticket) return
      const left = until - performance.now()
      if (left > 0) Atomics.wait(this.cells, SERVING, serving, left)
      else await Atomics.waitAsync(this.cells, SERVING, serving).value
    }
  }

  /** Blocks the thread until it is its turn. */
  takeBlocking(): void {
    const ticket = Atomics.add(this.cells, NEXT, 1)
    Atomics.store(this.cells, BLOCKING, ticket)
    Atomics.store(this.cells, HAS_BLOCKING, 1)
    for (;;) {
      const serving = Atomics.load(this.cells, SERVING)
      if (serving === ticket) return
      Atomics.wait(this.cells, SERVING, serving)
    }
  }

  give(): void {
    Atomics.add(this.cells, SERVING, 1)
    Atomics.notify(this.cells, SERVING)
  }

  giveBlocking(): void {
    Atomics.store(this.cells, HAS_BLOCKING, 0)
    this.give()
  }

  /** The blocking thread has ended: what it held or waited for is passed on. */
  async giveForTheDead(): Promise<void> {
    if (Atomics.exchange(this.cells, HAS_BLOCKING, 0) === 0) return
    const ticket = Atomics.load(this.cells, BLOCKING)
    for (;;) {
      const serving = Atomics.load(this.cells, SERVING)
      if (serving === ticket) return this.give()
      await Atomics.waitAsync(this.cells, SERVING, serving).value
    }
  }
}

const MOMENT_MS = 20

const NEXT = 0
const SERVING = 1
/** The ticket of the thread that blocks, and whether it has one. */
const BLOCKING = 2
const HAS_BLOCKING = 3
const CELLS = 4
