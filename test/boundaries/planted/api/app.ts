import Koa from 'koa'

/** Allowed: the place where Koa is built. */
export const createApp = (): Koa => new Koa()
