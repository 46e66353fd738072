import type { Context } from 'koa'

export const onFault = (context: Context): void => {
  context.status = 500
}
