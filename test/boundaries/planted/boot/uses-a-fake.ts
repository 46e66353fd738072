import { fakeClock } from '../test/fakes/fake-clock'

export const clock = fakeClock
