import client = require('../adapters/http/outbound-client')

export const agent = client.userAgent
