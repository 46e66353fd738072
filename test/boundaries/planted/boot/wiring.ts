import { wecom } from '../adapters/wecom/chat'
import { createApp } from '../api/app'
import { onTouchpoint } from '../api/flow/on-touchpoint'
import { leadCard } from '../bot/cards/lead.card'
import { runJob } from '../jobs/run-job'

/** Allowed: boot introduces everyone. */
export const wiring = { wecom, createApp, onTouchpoint, leadCard, runJob }
