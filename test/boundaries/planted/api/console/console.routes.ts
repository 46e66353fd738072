import Router from '@koa/router'

import { tagsOf } from '../tags'

/** Allowed: Koa in a .routes.ts, and a front door. */
export const consoleRoutes = { router: new Router(), tagsOf }
