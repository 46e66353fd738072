export const adapter: unknown = require('../adapters/http/outbound-client')
