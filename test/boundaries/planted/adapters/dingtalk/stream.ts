import { DWClient } from 'dingtalk-stream'

/** Allowed: the vendor's SDK in its own adapter. */
export const dingtalk = DWClient
