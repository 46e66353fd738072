export { createWecomLogin } from './login'
export type { WecomLoginConfig } from './login'
export { createPageSigner, signatureOf } from './page-signer'

/** Where the browser's half of WeCom's JS-SDK lies on this machine: one script that makes `ww`. */
export const wecomPageScript = (): string => require.resolve('@wecom/jssdk/dist/wecom.global.prod.js')
