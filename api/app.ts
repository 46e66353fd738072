import Koa from 'koa'
import type { Middleware } from 'koa'

import type { HttpLog } from './http'
import { onFault } from './http'

/** Everything that is no door: pages, API, health, metrics. */
export function createApp(log: HttpLog, routes: readonly Middleware[]): Koa {
  const app = new Koa()
  app.silent = true
  app.use(onFault(log))
  for (const route of routes) app.use(route)
  return app
}
