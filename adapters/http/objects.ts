import { firstText, recordOf, textOf } from './text'

import type { ObjectType, TouchpointObject } from '../../contract/touchpoint'

type Fields = Readonly<Record<string, unknown>>

/** Where senders put the stable name of a thing, and what people call it. First field that says something wins. */
const idFields: Readonly<Record<ObjectType, readonly string[]>> = {
  page: ['path', '$url_path', 'page_path', 'url_path', 'page', 'screen_name', '$screen_name'],
  document: ['documentId', 'document_id', 'docId', 'doc_id', 'fileId', 'file_id', 'file', 'fileName', 'file_name', 'path', '$url_path', 'url'],
  product: ['productId', 'product_id', 'sku', 'SKU', 'itemId', 'item_id', 'commodity_id', 'commodityId', 'goods_id', 'goodsId', 'model', 'plan', 'path', '$url_path'],
  form: ['formId', 'form_id', 'formName', 'form_name', 'form', 'path', '$url_path'],
  message: ['conversationId', 'conversation_id', 'threadId', 'ticketId', 'ticket_id', 'messageId', 'message_id', 'chatId'],
  mail: ['campaignId', 'campaign_id', 'emailId', 'email_id', 'templateId', 'template_id', 'subject'],
  meeting: ['meetingId', 'meeting_id', 'eventId', 'event_id', 'webinarId', 'webinar_id'],
  call: ['callId', 'call_id', 'number'],
  order: ['orderId', 'order_id', 'orderNo', 'order_no', 'orderNumber', 'order_number', 'checkoutId', 'checkout_id', 'cartId', 'cart_id', 'invoiceId', 'invoice_id'],
  quote: ['quoteId', 'quote_id', 'quoteNo', 'quote_no', 'proposalId', 'proposal_id'],
  session: ['sessionId', 'session_id', '$event_session_id', '$app_id'],
  device: ['deviceId', 'device_id', 'serialNumber', 'serial_number', 'sn'],
  process: ['processId', 'process_id', 'orderId', 'order_id', 'orderNo', 'contractId', 'contract_id', 'dealId', 'deal_id', 'ticketId', 'ticket_id'],
  customer: ['customerId', 'customer_id', 'userId', 'user_id'],
} // prettier-ignore

const nameFields: Readonly<Partial<Record<ObjectType, readonly string[]>>> = {
  page: ['title', '$title', 'page_title', 'name'],
  document: ['title', 'documentName', 'document_name', 'fileName', 'file_name', 'name', '$title'],
  product: [
    'productName',
    'product_name',
    'commodity_name',
    'commodityName',
    'goods_name',
    'name',
    'title',
    '$title',
  ],
  form: ['formName', 'form_name', 'title', '$title'],
  mail: ['subject', 'campaignName', 'campaign_name'],
  meeting: ['meetingName', 'subject', 'topic', 'title'],
}
const usualNames = ['name', 'title', '$title']

/** What an event was about, looked up among its properties; failing that, the page; failing that, its own name. */
export const objectOf = (
  type: ObjectType,
  eventName: string,
  properties: Fields,
  page: Fields,
): TouchpointObject => {
  const id =
    firstText(properties, idFields[type]) ??
    firstProductId(type, properties) ??
    (onPage.has(type) ? (firstText(page, ['path']) ?? pathOfUrl(page['url'])) : undefined) ??
    firstText(properties, ['subject']) ??
    textOf(eventName) ??
    type
  const names = nameFields[type] ?? usualNames
  const name = firstText(properties, names) ?? (type === 'page' ? firstText(page, ['title']) : undefined)
  return name === undefined ? { type, id } : { type, id, name }
}

/** The path of an address, or the address itself where it has none. */
export const pathOfUrl = (value: unknown): string | undefined => {
  const text = textOf(value, 2_048)
  if (text === undefined) return undefined
  const bare = text.replace(/[?#].*$/s, '')
  const path = /^[a-z][a-z0-9+.-]*:\/\/[^/]*(\/.*)?$/i.exec(bare)
  return textOf(path === null ? bare : (path[1] ?? '/'))
}

const onPage = new Set<ObjectType>(['page', 'document', 'product', 'form'])

const firstProductId = (type: ObjectType, properties: Fields): string | undefined => {
  if (type !== 'product' || !Array.isArray(properties['products'])) return undefined
  return firstText(recordOf(properties['products'][0]), idFields.product)
}
