/** Everything there is to tell, by name. */
export const noticeKinds = [
  'lead-alert',
  'strategy-step',
  'system-warning',
  'daily-digest',
  'escalation',
  'coaching-task',
  'breaker-tripped',
  'reallocation-proposal',
  'parameter-match',
  'radar',
  'heat-map',
  'meeting',
] as const
export type NoticeKind = (typeof noticeKinds)[number]
