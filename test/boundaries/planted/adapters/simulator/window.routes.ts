import Router from '@koa/router'

/** Allowed: Koa in a .routes.ts. */
export const window = new Router()
