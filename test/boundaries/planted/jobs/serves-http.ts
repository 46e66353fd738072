import type Koa from 'koa'

export type App = Koa
