import type { wecom } from '../wecom/chat'

export type Other = typeof wecom
