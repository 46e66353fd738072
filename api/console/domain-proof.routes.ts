import Router from '@koa/router'

/** The file by which WeCom makes sure that an address is the company's: its name and what it holds are one word. */
export function createDomainProofRouter(proof: string | null): Router {
  const router = new Router()
  if (proof === null) return router
  router.get(`/WW_verify_${proof}.txt`, (context) => {
    context.type = 'text/plain; charset=utf-8'
    context.body = proof
  })
  return router
}
