import type { Condition } from '../../../../contract/rule'
import type { Compiled } from '../compiled'
import { day } from '../days'
import { leaf, noProof, placed } from '../proof'
import type { Scene } from '../scene'

type Intent = Extract<Condition, { intent: unknown }>
type StageIn = Extract<Condition, { stage: unknown }>
type TagHas = Extract<Condition, { tag: unknown }>

/** Strength in tenths, 0–1000. It fades by itself at a pace known elsewhere, so time looks at it once a day. */
export const compileIntent = (condition: Intent): Compiled => {
  const { atLeast } = condition.intent
  const holds = (scene: Scene): boolean => scene.tenths() >= atLeast
  return {
    holds,
    read: (scene) =>
      leaf(condition, holds(scene), scene.tenths(), atLeast, placed(scene, scene.behindIntent())),
    trueFrom: (scene, from) => (holds(scene) ? from : Infinity),
    falseFrom: (scene, from) => (holds(scene) ? Math.max(from, scene.now + day) : from),
    cost: 20,
  }
}

/** Silence alone can move a customer, and only to `lost`; that too is looked at once a day. */
export const compileStage = (condition: StageIn): Compiled => {
  const { in: wanted } = condition.stage
  const holds = (scene: Scene): boolean => wanted.includes(scene.stage)
  const mayBeLost = (scene: Scene): boolean => scene.stage !== 'lost' && scene.stage !== 'won'
  const changes = (scene: Scene, from: number, when: boolean): number =>
    when && mayBeLost(scene) ? Math.max(from, scene.now + day) : Infinity
  const lostWanted = wanted.includes('lost')
  return {
    holds,
    read: (scene) =>
      leaf(condition, holds(scene), scene.stage, wanted.join('|'), placed(scene, scene.behindStage())),
    trueFrom: (scene, from) => (holds(scene) ? from : changes(scene, from, lostWanted)),
    falseFrom: (scene, from) => (holds(scene) ? changes(scene, from, !lostWanted) : from),
    cost: 2,
  }
}

export const compileTag = (condition: TagHas): Compiled => {
  const { has } = condition.tag
  const holds = (scene: Scene): boolean => Object.hasOwn(scene.marks.tags, has)
  return {
    holds,
    read: (scene) => leaf(condition, holds(scene), holds(scene) ? has : null, has, noProof),
    trueFrom: (scene, from) => (holds(scene) ? from : Infinity),
    falseFrom: (scene, from) => (holds(scene) ? Infinity : from),
    cost: 1,
  }
}
