import { z } from 'zod'

import { apiSchemas } from './api-schema'

/** One operation of the HTTP interface, for people and for programs. */
interface Operation {
  readonly method: 'get' | 'post'
  readonly path: string
  readonly zh: string
  readonly en: string
  readonly tag: 'api' | 'doors' | 'health'
  readonly query?: z.ZodObject
  readonly body?: Body
}

type Body = z.ZodType | { readonly described: string }

const touchpointBody = {
  described:
    'One touchpoint, an array of them, or CloudEvents (structured or batched). { id, at, verb, object: { type, id, name }, topic?, exposes?, who: { account, unionid, openid, phone, email, device, anonymous }, visit?, dwellSeconds?, profile?, properties?, event? }',
}

const operations: readonly Operation[] = [
  { method: 'get', path: '/v1/customers', zh: '客户列表,按意向强度', en: 'Customers by intent strength, or by name', tag: 'api', query: apiSchemas.customers },
  { method: 'get', path: '/v1/customers/{id}', zh: '客户与分数构成', en: 'A customer with the contributions to the score', tag: 'api' },
  { method: 'get', path: '/v1/customers/{id}/timeline', zh: '客户时间线', en: 'What the customer did, newest first', tag: 'api', query: apiSchemas.timeline },
  { method: 'get', path: '/v1/customers/{id}/links', zh: '身份链接,含已撤销的', en: 'Identity links, undone ones included', tag: 'api' },
  { method: 'post', path: '/v1/links/{id}/undo', zh: '撤销一条身份链接', en: 'Undo an identity link', tag: 'api' },
  { method: 'post', path: '/v1/customers/{id}/join', zh: '把两个客户认作一个', en: 'Say that two customers are one', tag: 'api', body: apiSchemas.join },
  { method: 'get', path: '/v1/decisions', zh: '决策日志', en: 'Decisions, newest first', tag: 'api', query: apiSchemas.decisions },
  { method: 'get', path: '/v1/decisions/{id}/explain', zh: '一条决策的三层原因', en: 'The three layers behind a decision', tag: 'api' },
  { method: 'get', path: '/v1/decisions/{id}/steps', zh: '策略包的步骤与状态', en: 'Steps of the package that a decision started', tag: 'api' },
  { method: 'post', path: '/v1/decisions/{id}/steps/finish', zh: '完成当前步骤,打开下一步', en: 'Finish the open step and open the next', tag: 'api' },
  { method: 'get', path: '/v1/meetings', zh: '约好和取消的会议,含客户是否打开、接受', en: 'Meetings booked and called off, with what the customer did', tag: 'api', query: apiSchemas.meetings },
  { method: 'get', path: '/v1/sources', zh: '触点来源与最近时间', en: 'Sources and when they were last heard', tag: 'api' },
  { method: 'get', path: '/v1/documents/links', zh: '发给客户的资料链接和打开次数', en: 'Document links handed out for a customer, with their openings', tag: 'api', query: apiSchemas.documentLinks },
  { method: 'get', path: '/v1/quarantine', zh: '读不懂的事件', en: 'Events that could not be read', tag: 'api', query: apiSchemas.quarantine },
  { method: 'post', path: '/v1/quarantine/map', zh: '给事件名一个含义并回填', en: 'Give an event name its meaning and read the waiting ones again', tag: 'api', body: apiSchemas.meaning },
  { method: 'get', path: '/v1/response-times', zh: '从信号到卡片、到确认的时间,按人、来源、规则或团队,含工作时间', en: 'From signal to card to answer, per rep, source, rule or team, in all time and in working time', tag: 'api', query: apiSchemas.responseTimes },
  { method: 'get', path: '/v1/undelivered', zh: '没有送达的通知与原因', en: 'Notices that reached nobody, and why', tag: 'api', query: apiSchemas.since },
  { method: 'get', path: '/v1/rules/{id}/statistics', zh: '一条规则的卡片:送达、接手、不对、👍👎 与原因', en: 'Cards of a rule: sent, taken, wrong, 👍 and 👎 with reasons', tag: 'api', query: apiSchemas.ruleStatistics },
  { method: 'get', path: '/v1/escalations', zh: '升级记录:谁没有回应、告诉了谁', en: 'Escalations: who did not answer, and who was told', tag: 'api', query: apiSchemas.since },
  { method: 'post', path: '/v1/undelivered/redrive', zh: '重新发送被拒的通知', en: 'Try refused notices again', tag: 'api', body: apiSchemas.redrive },
  { method: 'get', path: '/v1/packages', zh: '策略包', en: 'Strategy packages', tag: 'api' },
  { method: 'post', path: '/v1/packages/{id}/pause', zh: '暂停策略包,停下未完成的步骤', en: 'Pause a package and stop its open steps', tag: 'api' },
  { method: 'post', path: '/v1/packages/{id}/resume', zh: '恢复策略包', en: 'Let a package start again', tag: 'api' },
  { method: 'get', path: '/v1/strategies/{id}/autonomy', zh: '策略包的自主等级、履历与变更记录', en: 'Autonomy of a strategy package: level, track record, every move', tag: 'api', query: apiSchemas.levelMoves },
  { method: 'post', path: '/v1/strategies/{id}/autonomy', zh: '设置自主等级;放权要证书和履历,不够时 409 并列出还差什么', en: 'Set the autonomy level; raising takes a certificate and a record, 409 says what is missing', tag: 'api', body: apiSchemas.level },
  { method: 'post', path: '/v1/touchpoints', zh: '上报触点', en: 'Hand touchpoints in (write key)', tag: 'doors', body: touchpointBody },
  { method: 'post', path: '/collect', zh: '网页上报,同上', en: 'The same for web pages (CORS)', tag: 'doors', body: touchpointBody },
  { method: 'post', path: '/v1/batch', zh: 'Segment 协议', en: 'Segment protocol; also /v1/track, /page, /identify, /screen, /group, /alias', tag: 'doors', body: { described: 'Segment HTTP API' } },
  { method: 'post', path: '/sa', zh: '神策协议', en: 'Sensors protocol; also /sa.gif', tag: 'doors', body: { described: 'data_list or data as form fields' } },
  { method: 'post', path: '/v1/inquiries', zh: '询盘表单', en: 'Inquiry form', tag: 'doors', body: { described: 'name, company, phone, email, message, product, page' } },
  { method: 'get', path: '/healthz', zh: '进程存活', en: 'The process lives', tag: 'health' },
  { method: 'get', path: '/readyz', zh: '可以接收触点', en: 'Ready to take touchpoints', tag: 'health' },
  { method: 'get', path: '/metrics', zh: 'Prometheus 指标', en: 'Prometheus metrics', tag: 'health' },
] // prettier-ignore

/** The OpenAPI 3.1 document of everything this server answers. */
export function openApiDocument(version: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const operation of operations) (paths[operation.path] ??= {})[operation.method] = describe(operation)
  return {
    openapi: '3.1.0',
    info: { title: '中枢 Zhongshu', version, license: { name: 'Apache-2.0' } },
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'zhongshu token add <name>' },
        writeKey: { type: 'http', scheme: 'bearer', description: 'zhongshu source add <name>' },
      },
      schemas: { Fault: faultSchema },
    },
  }
}

const faultSchema = {
  type: 'object',
  properties: {
    error: {
      type: 'object',
      properties: { code: { type: 'string' }, message: { type: 'string' }, advice: { type: 'string' } },
      required: ['code', 'message', 'advice'],
    },
  },
}

function describe(operation: Operation): object {
  const security = { api: [{ token: [] }], doors: [{ writeKey: [] }], health: [] }[operation.tag]
  return {
    summary: `${operation.zh} · ${operation.en}`,
    tags: [operation.tag],
    security,
    parameters: [...pathParameters(operation.path), ...queryParameters(operation.query)],
    ...(operation.body === undefined ? {} : { requestBody: bodyOf(operation.body) }),
    responses: {
      200: { description: 'OK' },
      default: {
        description: 'code, message, advice',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Fault' } } },
      },
    },
  }
}

const pathParameters = (path: string): object[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))

function queryParameters(schema: z.ZodObject | undefined): object[] {
  if (schema === undefined) return []
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' })
  return Object.entries(properties).map(([name, value]) => ({
    name,
    in: 'query',
    required: false,
    schema: value,
  }))
}

const bodyOf = (body: Body): object =>
  'described' in body
    ? { content: { 'application/json': { schema: { description: body.described } } } }
    : { content: { 'application/json': { schema: z.toJSONSchema(body, { io: 'input' }) } } }

/** The operations as rows of a page. */
export const operationRows = (): readonly (Pick<Operation, 'path' | 'zh' | 'en' | 'tag'> & {
  readonly method: string
})[] =>
  operations.map(({ method, path, zh, en, tag }) => ({ method: method.toUpperCase(), path, zh, en, tag }))
