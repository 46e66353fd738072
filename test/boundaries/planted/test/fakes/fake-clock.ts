import { DWClient } from 'dingtalk-stream'

import { strength } from '../../api/intent/domain/strength'

/** Allowed: tests see everyone. */
export const fakeClock = { strength, DWClient }
