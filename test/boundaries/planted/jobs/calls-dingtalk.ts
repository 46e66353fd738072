import { DWClient } from 'dingtalk-stream'

export const client = DWClient
