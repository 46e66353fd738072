import { touchpointId } from '../../../../contract/ids'
import type { Condition } from '../../../../contract/rule'
import type { Compiled } from '../compiled'
import { leaf, noProof } from '../proof'
import type { Scene } from '../scene'

type Field = Extract<Condition, { field: unknown }>

/**
 * What a source said about the customer, without regard to case. Of a field nobody has named, `is-not` holds:
 * nothing says that it is.
 */
export const compileField = (condition: Field): Compiled => {
  const { name, op, value } = condition.field
  const wanted = (value ?? '').toLowerCase()
  const entry = (scene: Scene): Scene['profile'][string] | undefined =>
    Object.hasOwn(scene.profile, name) ? scene.profile[name] : undefined
  const holds = (scene: Scene): boolean => compare[op](entry(scene)?.value.toLowerCase(), wanted)
  return {
    holds,
    read: (scene) => {
      const known = entry(scene)
      const proof = known === undefined ? noProof : { at: [known.at], id: [touchpointId(known.id)] }
      return leaf(condition, holds(scene), known?.value ?? null, op === 'known' ? null : (value ?? ''), proof)
    },
    trueFrom: (scene, from) => (holds(scene) ? from : Infinity),
    falseFrom: (scene, from) => (holds(scene) ? Infinity : from),
    cost: 2,
  }
}

const compare: Record<Field['field']['op'], (found: string | undefined, wanted: string) => boolean> = {
  is: (found, wanted) => found === wanted,
  'is-not': (found, wanted) => found !== wanted,
  contains: (found, wanted) => found !== undefined && found.includes(wanted),
  known: (found) => found !== undefined && found !== '',
}
