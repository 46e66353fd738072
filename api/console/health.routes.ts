import Router from '@koa/router'

/** One thing that must be well for the hub to do its work. */
export interface Check {
  readonly name: string
  readonly ok: boolean
  readonly detail: string
  /** A hub that is not ready takes no traffic; one that is merely unwell does. */
  readonly needed: boolean
}

export interface HealthDeps {
  readonly checks: () => Promise<readonly Check[]>
  /** The Prometheus page. */
  readonly metrics: () => Promise<{ readonly type: string; readonly text: string }>
}

/** `/healthz` says that the process lives, `/readyz` that it can take touchpoints, `/metrics` everything in figures. */
export function createHealthRouter(deps: HealthDeps): Router {
  const router = new Router()
  router.get('/healthz', (context) => {
    context.body = { status: 'ok' }
  })
  router.get('/readyz', async (context) => {
    const checks = await deps.checks()
    const ready = checks.every((check) => check.ok || !check.needed)
    context.status = ready ? 200 : 503
    if (!ready) context.set('retry-after', '2')
    context.body = { status: ready ? 'ready' : 'not-ready', checks }
  })
  router.get('/metrics', async (context) => {
    const { type, text } = await deps.metrics()
    context.type = type
    context.body = text
  })
  return router
}
