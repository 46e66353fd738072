export type { Cadence, Job, JobTrouble, OnTrouble } from './job'
export type { RunDeps, RunResult } from './run-job'
export { createSchedule } from './schedule'
export type { JobState, Schedule, ScheduleDeps } from './schedule'
