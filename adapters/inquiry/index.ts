import { Fault } from '../../contract/fault'
import { readAsset } from '../http/asset'
import { admit, handIn, sourceOf } from '../http/hand-in'
import { bodyText, parseJson } from '../http/json-body'
import { recordOf, textOf } from '../http/text'
import { keyInHeaders } from '../http/write-key'

import { decodeInquiry } from './decode-inquiry'
import { formPage, refusedPage, thanksPage } from './pages'

import type { FaultCode } from '../../contract/fault'
import type { Door, DoorAnswer, DoorRequest } from '../../contract/ports/door'
import type { DoorDeps } from '../http/door-deps'

const kinds = ['inquiry', 'web'] as const

/**
 * The inquiry form of a website: `POST /v1/inquiries`, as JSON or as a plain HTML form, from any page.
 * `GET /inquiry.html?key=…` is a form that works.
 *
 * 1. A visitor is told what to correct; a program is told nothing and waits in quarantine.
 * 2. Pressing twice is one inquiry.
 */
export const createInquiryDoor = (deps: DoorDeps): Door => {
  const template = readAsset('inquiry-form.html')
  return {
    name: 'inquiry',
    routes: [
      { method: 'POST', path: '/v1/inquiries' },
      { method: 'GET', path: '/inquiry.html' },
    ],
    bodyLimit: 64 * 1024,
    browser: true,
    handle: (request) =>
      request.method === 'GET'
        ? Promise.resolve(formPage(template, request.query.get('key')))
        : takeIn(deps, request),
    refuse: (fault, head) =>
      wantsPage(head.headers) ? refusedPage(fault, statuses[fault.code] ?? 400) : undefined,
  }
}

const takeIn = async (deps: DoorDeps, request: DoorRequest): Promise<DoorAnswer> => {
  const form = formOf(request)
  const inHeaders = keyInHeaders(request.headers)
  const source = sourceOf(deps, kinds, inHeaders, request.query.get('key'), textOf(form['key']))
  admit(deps, source, 1)
  const piece = decodeInquiry(form, request.receivedAt)
  const receipt = await handIn(deps, source, request.receivedAt, [piece])
  if (wantsPage(request.headers)) return thanksPage()
  // A program that fell into the trap reads the same answer as a person.
  return {
    status: 200,
    headers: json,
    body: JSON.stringify({ accepted: true, repeated: receipt.repeated > 0 }),
  }
}

/** Forms say what they send; a fetch without a type is taken for JSON. */
const formOf = (request: DoorRequest): Readonly<Record<string, unknown>> => {
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(bodyText(request.body)))
  }
  if (type.startsWith('multipart/')) throw multipart()
  return recordOf(parseJson(request.body))
}

/** A browser that leaves the page for the answer asks for HTML first; fetch and XHR do not. */
const wantsPage = (headers: DoorRequest['headers']): boolean =>
  (headers['accept'] ?? '').startsWith('text/html')

const statuses: Readonly<Partial<Record<FaultCode, number>>> = {
  unauthenticated: 401,
  'body-too-large': 413,
  'rate-limited': 429,
  busy: 503,
  'store-unavailable': 503,
}

const json = { 'content-type': 'application/json; charset=utf-8' }

const multipart = (): Fault =>
  new Fault({
    code: 'unsupported-media',
    message: '不支持带附件的表单格式。Forms with attachments are not read here.',
    advice: '请去掉 enctype="multipart/form-data"。Remove enctype="multipart/form-data" from the form.',
  })
