import type { Brand } from '../../../contract/brand'
import type { ChatAddress } from '../../../contract/people'

/** How two addresses are compared. WeCom's userid ignores case (DOC 90195), DingTalk's does not. */
export const addressKey = ({ platform, userId }: ChatAddress): string =>
  platform === 'wecom' ? userId.toLowerCase() : userId

/** An address of any platform as one word. */
export type AddressKey = Brand<string, 'AddressKey'>

export const fullKey = (address: ChatAddress): AddressKey =>
  `${address.platform}:${addressKey(address)}` as AddressKey
