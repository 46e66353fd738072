import type { CardPath } from '../../api/console'
import type { CardContext } from '../../bot'
import type { Finding } from '../finding'
import type { CoreModules } from '../modules'

/** What the walk reads. */
export interface WalkParts {
  readonly core: Pick<
    CoreModules,
    'clock' | 'customers' | 'decisions' | 'identity' | 'log' | 'people' | 'sources' | 'strategy' | 'template'
  >
  readonly path: CardPath
  /** In which language and time zone conditions are told. */
  readonly context: CardContext
  /** What the doors of the running hub refused, if one runs. */
  readonly refused: readonly Finding[]
}
