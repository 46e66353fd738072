import { SimulatedDingtalk } from './simulated-dingtalk'
import type { SimulatedDingtalkOptions } from './options'

export type { DingtalkCounters, DingtalkFaults } from './faults'
export type { SimulatedDingtalkOptions, SimulatedMember, SimulatedPace } from './options'
export type { SimulatedDingtalk } from './simulated-dingtalk'

/** Nothing listens before `start`. The organisation has one app with a robot in Stream mode and one template. */
export const createSimulatedDingtalk = (options: SimulatedDingtalkOptions): SimulatedDingtalk =>
  new SimulatedDingtalk(options)
