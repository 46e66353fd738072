import type { ChatAddress } from '../../../contract/people'

/** How two addresses are compared. WeCom's userid ignores case (DOC 90195), DingTalk's does not. */
export const addressKey = ({ platform, userId }: ChatAddress): string =>
  platform === 'wecom' ? userId.toLowerCase() : userId
