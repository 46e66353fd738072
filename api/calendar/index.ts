export { createWorkCalendar } from './work-calendar'
export type { WorkCalendar } from './work-calendar'
export { createWorkTime } from './work-time'
export type { WorkHours, WorkTime } from './work-time'
