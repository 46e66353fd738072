import { wecom } from '../wecom/chat'

export const other = wecom
