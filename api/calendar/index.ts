export { createWorkCalendar } from './work-calendar'
export type { WorkCalendar } from './work-calendar'
