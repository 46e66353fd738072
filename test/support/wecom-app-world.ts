import { createSimulatedWecomApp } from '../../adapters/simulator/wecom/app'
import type { SimulatedWecomApp, SimulatedWecomAppOptions } from '../../adapters/simulator/wecom/app'
import { callbackPath, createWecomApp } from '../../adapters/wecom/app'
import type { AppPace, WecomApp, WecomAppConfig, WecomAppDeps } from '../../adapters/wecom/app'
import { createHttpServer } from '../../api/http'
import type { HttpServer } from '../../api/http'
import type { Door } from '../../contract/ports/door'
import { ManualClock } from '../fakes/manual-clock'
import { FakeHub, members } from './wecom-world'

/** A callback that is not answered is cut after 120 ms and comes again 5 ms later. */
const quick = { answerWithin: 120, beforeRetry: 5 }
export const quickAppPace: Partial<AppPace> = {
  call: 300,
  answerWithin: 400,
  sweepEvery: 20,
  insistWithin: 5,
}

const credentials = {
  corpId: 'ww0123456789abcdef',
  agentId: 1_000_002,
  secret: 'app-secret-that-nobody-may-see',
  callbackToken: 'QDG6eK',
  callbackAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
}

export interface WecomAppWorld {
  readonly platform: SimulatedWecomApp
  readonly app: WecomApp
  readonly hub: FakeHub
  /** Of platform and app alike. */
  readonly clock: ManualClock
  readonly logged: Logged[]
  /** Another process of the same hub: app and door anew, with the memory that is given. */
  another(deps?: Partial<WecomAppDeps>): WecomApp
  close(): Promise<void>
}

interface Logged {
  readonly level: string
  readonly message: string
  readonly detail: object
}

export interface WorldOptions {
  readonly platform?: Partial<SimulatedWecomAppOptions>
  readonly config?: Partial<WecomAppConfig>
  readonly deps?: Partial<WecomAppDeps>
  /** The door as the network sees it, for what goes wrong there. */
  readonly door?: (door: Door) => Door
}

/** The app behind a real HTTP server, registered at the simulated platform; both live by one clock that stands. */
export const wecomAppWorld = async (options: WorldOptions = {}): Promise<WecomAppWorld> => {
  const clock = new ManualClock()
  const platform = createSimulatedWecomApp({
    ...credentials,
    members,
    now: () => clock.now(),
    pace: quick,
    ...options.platform,
  })
  await platform.start()
  const logged: Logged[] = []
  const make = (deps: Partial<WecomAppDeps> = {}) =>
    createWecomApp(
      { ...credentials, apiBase: platform.base, pace: quickAppPace, ...options.config },
      { log: logInto(logged), clock, ...options.deps, ...deps },
    )
  const app = make()
  const hub = new FakeHub()
  const server = serve((options.door ?? ((door) => door))(app.door))
  const port = await server.listen(0, '127.0.0.1')
  await app.start(hub)
  const proved = await platform.setCallback(`http://127.0.0.1:${port}${callbackPath}`)
  if (!proved) throw new Error('the door did not prove itself')
  const close = async () => {
    await app.stop()
    await server.close(100)
    await platform.stop()
  }
  return { platform, app, hub, clock, logged, another: make, close }
}

export const serve = (...doors: Door[]): HttpServer => {
  const silent = { debug: () => undefined, warn: () => undefined, error: () => undefined }
  return createHttpServer({ doors, koa: (_, answer) => void answer.writeHead(404).end(), log: silent })
}

const logInto = (logged: Logged[]) => {
  const level = (name: string) => (detail: object, message: string) => {
    logged.push({ level: name, message, detail })
  }
  return { debug: level('debug'), info: level('info'), warn: level('warn'), error: level('error') }
}

/** The smallest picture there is. */
export const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
