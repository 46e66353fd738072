import Router from '@koa/router'

import { openApiDocument, operationRows } from './openapi'

/** `/openapi.json` for programs, `/docs` for people; both open to everybody, since they say nothing of the data. */
export function createOpenApiRouter(version: string): Router {
  const router = new Router()
  router.get('/openapi.json', (context) => {
    context.body = openApiDocument(version)
  })
  router.get('/docs', (context) => {
    context.type = 'text/html; charset=utf-8'
    context.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
    context.body = page()
  })
  return router
}

const tags = { api: '接口 API', doors: '触点入口 Doors', health: '健康 Health' } as const

function page(): string {
  const sections = (Object.keys(tags) as (keyof typeof tags)[]).map((tag) => {
    const rows = operationRows()
      .filter((o) => o.tag === tag)
      .map(
        (o) =>
          `<tr><td><code>${o.method}</code></td><td><code>${o.path}</code></td><td>${o.zh}<br><small>${o.en}</small></td></tr>`,
      )
    return `<h2>${tags[tag]}</h2><table>${rows.join('')}</table>`
  })
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>中枢 API</title><style>${style}</style>
<h1>中枢 Zhongshu · API</h1>
<p>OpenAPI 3.1:<a href="/openapi.json">/openapi.json</a> · 令牌 token:<code>zhongshu token add</code> · 写入密钥 write key:<code>zhongshu source add</code></p>
${sections.join('')}</html>`
}

const style = `body{font:15px/1.6 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
table{border-collapse:collapse;width:100%}td{border-top:1px solid #8884;padding:.4rem .6rem;vertical-align:top}small{opacity:.7}`
