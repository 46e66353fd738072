import type { DWClient } from 'dingtalk-stream'

export type Client = DWClient
