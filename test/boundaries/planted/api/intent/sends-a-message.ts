import { wecom } from '../../adapters/wecom/chat'

export const send = wecom
