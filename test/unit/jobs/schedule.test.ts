import type { Instant } from '../../../contract/quantities'
import { hours, minus, seconds } from '../../../contract/quantities'
import type { Job, JobTrouble } from '../../../jobs'
import { createSchedule } from '../../../jobs'
import type { MakeTicker } from '../../../jobs/cadence'
import { ManualClock } from '../../fakes/manual-clock'
import { MemoryLeases, MemoryLedger } from '../../fakes/memory-jobs'
import { awaitUntil } from '../../support/await-until'

/** Turns come when the test says so. */
class HandTickers {
  private readonly announce = new Map<string, (since: Instant) => void>()
  missed = new Set<string>()

  make: MakeTicker = (job) => ({
    start: (onTick) => void this.announce.set(job.name, onTick),
    stop: () => void this.announce.delete(job.name),
    missed: () => this.missed.has(job.name),
  })

  tick(name: string, since: Instant): void {
    this.announce.get(name)?.(since)
  }
}

/** A job whose runs the test ends. */
function held(name: string, more: Partial<Job> = {}) {
  const open: { end: (cause?: Error) => void; signal: AbortSignal }[] = []
  const job: Job = {
    name,
    when: { everySeconds: 60 },
    run: (signal) =>
      new Promise((resolve, reject) => {
        open.push({ signal, end: (cause) => (cause === undefined ? resolve() : reject(cause)) })
      }),
    ...more,
  }
  return { job, open }
}

function setUp(jobs: readonly Job[], over: { leases?: MemoryLeases; ledger?: MemoryLedger } = {}) {
  const clock = new ManualClock()
  const leases = over.leases ?? new MemoryLeases()
  const ledger = over.ledger ?? new MemoryLedger()
  const tickers = new HandTickers()
  const troubles: (JobTrouble & { job: string })[] = []
  const schedule = createSchedule({
    jobs,
    clock,
    ledger,
    lease: leases.of(),
    tickers: tickers.make,
    onTrouble: (job, trouble) => void troubles.push({ job, ...trouble }),
    lookAgainMs: 5,
    beatEveryMs: 5,
  })
  /** Lets a turn come now: no run that began before this moment counts for it. */
  const tick = (name: string) => {
    clock.advance(seconds(1))
    tickers.tick(name, clock.now())
    clock.advance(seconds(1))
  }
  return { schedule, clock, leases, ledger, tickers, troubles, tick }
}

describe('the schedule', () => {
  it('runs a job when its turn comes, and writes the run down', async () => {
    const { job, open } = held('refresh')
    const { schedule, ledger, tick } = setUp([job])
    await schedule.start()
    tick('refresh')
    await awaitUntil('the run', () => open.length === 1)
    expect(schedule.states()).toEqual([{ name: 'refresh', state: 'running', passedOver: 0 }])
    open[0]?.end()
    await awaitUntil('its end', async () => (await ledger.last('refresh'))?.finishedAt !== null)
    expect(await ledger.last('refresh')).toMatchObject({ runs: 1, failures: 0, error: null })
    await schedule.stop()
  })

  it('J-02 passes over turns that come while the job still runs', async () => {
    const { job, open } = held('slow')
    const { schedule, tick } = setUp([job])
    await schedule.start()
    for (let i = 0; i < 4; i += 1) tick('slow')
    await awaitUntil('the run', () => open.length === 1)
    expect(await schedule.runNow('slow')).toBeUndefined()
    expect(schedule.states()[0]).toMatchObject({ passedOver: 3 })
    open[0]?.end()
    await schedule.stop()
    expect(open).toHaveLength(1)
  })

  it('J-02 leaves a job alone that another process runs or has just run', async () => {
    const [leases, ledger] = [new MemoryLeases(), new MemoryLedger()]
    const [mine, theirs] = [held('shared'), held('shared')]
    const here = setUp([mine.job], { leases, ledger })
    const there = setUp([theirs.job], { leases, ledger })
    await Promise.all([here.schedule.start(), there.schedule.start()])
    const turn = here.clock.now()
    here.tickers.tick('shared', turn)
    await awaitUntil('one run', () => mine.open.length === 1)
    there.tickers.tick('shared', turn)
    await awaitUntil('the other to see it', () => there.schedule.states()[0]?.state === 'idle')
    mine.open[0]?.end()
    await awaitUntil('its end', async () => (await ledger.last('shared'))?.finishedAt !== null)
    there.tickers.tick('shared', turn)
    await awaitUntil('the other to see it', () => there.schedule.states()[0]?.state === 'idle')
    expect(theirs.open).toHaveLength(0)
    expect(await there.schedule.runNow('unknown')).toBeUndefined()
    await Promise.all([here.schedule.stop(), there.schedule.stop()])
  })

  it('lets every process do what concerns only itself, and leaves the ledger to the others', async () => {
    const [leases, ledger] = [new MemoryLeases(), new MemoryLedger()]
    const jobs = [held('reload', { inEveryProcess: true }), held('reload', { inEveryProcess: true })]
    const processes = jobs.map(({ job }) => setUp([job], { leases, ledger }))
    for (const { schedule, tickers, clock } of processes) {
      await schedule.start()
      tickers.tick('reload', clock.now())
    }
    await awaitUntil('both', () => jobs.every(({ open }) => open.length === 1))
    for (const { open } of jobs) open[0]?.end()
    for (const { schedule } of processes) await schedule.stop()
    expect(await ledger.all()).toEqual([])
  })

  it('leaves the turn of a job to the process that may run it', async () => {
    let mine = false
    const { job, open } = held('decay', { here: () => mine })
    const { schedule, tick } = setUp([job])
    await schedule.start()
    tick('decay')
    expect(schedule.states()[0]).toMatchObject({ state: 'idle', passedOver: 0 })
    mine = true
    tick('decay')
    await awaitUntil('the run', () => open.length === 1)
    open[0]?.end()
    await schedule.stop()
  })

  it('J-02 runs a job after those it names, whichever turn comes first', async () => {
    const [first, second] = [held('fold'), held('report', { after: ['fold'] })]
    const { schedule, tick } = setUp([second.job, first.job])
    await schedule.start()
    for (const round of [1, 2]) {
      tick('report')
      tick('fold')
      await awaitUntil('the first', () => first.open.length === round)
      expect(second.open).toHaveLength(round - 1)
      expect(schedule.states()[0]).toMatchObject({ name: 'report', state: 'waiting' })
      first.open[round - 1]?.end()
      await awaitUntil('the second', () => second.open.length === round)
      second.open[round - 1]?.end()
      await awaitUntil('its end', () => schedule.states()[0]?.state === 'idle')
    }
    await schedule.stop()
  })

  it('J-02 does not run a job on the output of one that failed, and does as soon as that succeeds', async () => {
    const [first, second] = [held('fold'), held('report', { after: ['fold'] })]
    const { schedule, tick, ledger } = setUp([first.job, second.job])
    await schedule.start()
    tick('fold')
    tick('report')
    await awaitUntil('the first', () => first.open.length === 1)
    first.open[0]?.end(new Error('no disk'))
    await awaitUntil('the failure', async () => (await ledger.last('fold'))?.failures === 1)
    tick('fold')
    await awaitUntil('the first again', () => first.open.length === 2)
    expect(second.open).toHaveLength(0)
    first.open[1]?.end()
    await awaitUntil('the second', () => second.open.length === 1)
    second.open[0]?.end()
    await schedule.stop()
  })

  it('J-03 counts failures, tells each of them and runs again at the next turn', async () => {
    const { job, open } = held('flaky')
    const { schedule, troubles, tick } = setUp([job])
    await schedule.start()
    for (const round of [1, 2]) {
      tick('flaky')
      await awaitUntil('the run', () => open.length === round)
      open[round - 1]?.end(new Error(`no disk ${round}`))
      await awaitUntil('the report', () => troubles.length === round)
    }
    tick('flaky')
    await awaitUntil('the third run', () => open.length === 3)
    open[2]?.end()
    await schedule.stop()
    expect(troubles).toEqual([
      { job: 'flaky', kind: 'failed', message: 'no disk 1', failuresInARow: 1 },
      { job: 'flaky', kind: 'failed', message: 'no disk 2', failuresInARow: 2 },
    ])
  })

  it('J-06 tells a run that is too long to stop, reports it, and lets the next turn begin anew', async () => {
    const { job, open } = held('endless', { limit: seconds(0.02) })
    const { schedule, troubles, ledger, tick } = setUp([job])
    await schedule.start()
    tick('endless')
    await awaitUntil('the run', () => open.length === 1)
    await awaitUntil('the signal', () => open[0]?.signal.aborted)
    expect(troubles).toMatchObject([{ kind: 'too-long', failuresInARow: 1 }])
    expect(schedule.states()[0]).toMatchObject({ state: 'running' })
    open[0]?.end()
    await awaitUntil('its end', async () => (await ledger.last('endless'))?.failures === 1)
    tick('endless')
    await awaitUntil('the next run', () => open.length === 2)
    open[1]?.end()
    await schedule.stop()
    expect(troubles).toHaveLength(1)
  })

  it('J-06 shows that a long run is alive', async () => {
    const { job, open } = held('long')
    const { schedule, ledger, clock, tick } = setUp([job])
    await schedule.start()
    tick('long')
    await awaitUntil('the run', () => open.length === 1)
    clock.advance(seconds(20))
    await awaitUntil('a beat', async () => (await ledger.last('long'))?.beatAt === clock.now())
    open[0]?.end()
    await schedule.stop()
  })

  it('J-06 stops a run whose lease has gone to somebody else', async () => {
    const { job, open } = held('stolen')
    const { schedule, leases, troubles, tick } = setUp([job])
    await schedule.start()
    tick('stolen')
    await awaitUntil('the run', () => open.length === 1)
    leases.steal('job:stolen')
    await awaitUntil('the signal', () => open[0]?.signal.aborted)
    open[0]?.end()
    await schedule.stop()
    expect(troubles).toMatchObject([{ kind: 'lost-lease' }])
  })

  it('J-06 reports a run that ended with its process, and makes up for it at the start', async () => {
    const { job, open } = held('killed')
    const { schedule, ledger, troubles, clock } = setUp([job])
    await ledger.started('killed', minus(clock.now(), hours(1)))
    await schedule.start()
    await awaitUntil('the run', () => open.length === 1)
    open[0]?.end()
    await schedule.stop()
    expect(troubles).toMatchObject([{ kind: 'died', failuresInARow: 1 }])
    expect(await ledger.last('killed')).toMatchObject({ runs: 2, failures: 1, failuresInARow: 0 })
  })

  it('J-08 makes up at the start for a turn that passed while the hub was off', async () => {
    const [late, fine] = [held('nightly'), held('hourly')]
    const { schedule, ledger, tickers, clock } = setUp([late.job, fine.job])
    for (const name of ['nightly', 'hourly']) {
      await ledger.started(name, minus(clock.now(), hours(20)))
      await ledger.finished(name, minus(clock.now(), hours(20)), null)
    }
    tickers.missed.add('nightly')
    await schedule.start()
    await awaitUntil('the run', () => late.open.length === 1)
    expect(fine.open).toHaveLength(0)
    late.open[0]?.end()
    await schedule.stop()
  })

  it('J-07 tells once that the store does not let a job run, and runs it when the store is back', async () => {
    const { job, open } = held('blocked')
    const { schedule, ledger, troubles, tick } = setUp([job])
    await schedule.start()
    const last = jest.spyOn(ledger, 'last').mockRejectedValue(new Error('away'))
    tick('blocked')
    await awaitUntil('three tries', () => last.mock.calls.length > 3)
    expect(troubles).toEqual([{ job: 'blocked', kind: 'unrecorded', message: 'away', failuresInARow: 1 }])
    last.mockRestore()
    await awaitUntil('the run', () => open.length === 1)
    open[0]?.end()
    await schedule.stop()
  })

  it('J-04 stops what runs when the hub stops, calls that no trouble, and makes up for it at the next start', async () => {
    const [before, after] = [held('running'), held('running')]
    const ledger = new MemoryLedger()
    const { schedule, troubles, tick } = setUp([before.job], { ledger })
    await schedule.start()
    tick('running')
    await awaitUntil('the run', () => before.open.length === 1)
    const stopped = schedule.stop()
    expect(before.open[0]?.signal.aborted).toBe(true)
    before.open[0]?.end(new Error('half done'))
    await stopped
    expect(troubles).toEqual([])
    expect(await ledger.last('running')).toMatchObject({ error: 'The hub is being stopped.' })

    const next = setUp([after.job], { ledger })
    next.clock.advance(seconds(9))
    await next.schedule.start()
    await awaitUntil('the run', () => after.open.length === 1)
    after.open[0]?.end()
    await next.schedule.stop()
  })

  it.each([
    ['names used twice', [held('a').job, held('a').job]],
    ['unknown jobs', [held('a', { after: ['b'] }).job]],
    ['circles', [held('a', { after: ['b'] }).job, held('b', { after: ['a'] }).job]],
  ])('J-02 refuses %s before anything runs', (_what, jobs) => {
    expect(() => setUp(jobs)).toThrow(expect.objectContaining({ code: 'bad-configuration' }))
  })
})
