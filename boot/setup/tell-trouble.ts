import { directoryWording } from '../../api/people'
import type { Trouble } from '../../api/people'
import { directoryTroubles } from '../../contract/ports/directory'
import type { DirectoryTrouble } from '../../contract/ports/directory'
import type { Checked } from './checks'
import { setupWording } from './wording'
import type { SetupTrouble } from './wording'

/** What stands in the way, and what to click. */
export function troubleOf(checked: Extract<Checked, { kind: 'trouble' }>, lang: 'zh' | 'en'): Trouble {
  const { platform, trouble, code, detail } = checked
  return isOfDirectory(trouble)
    ? directoryWording[lang].trouble(platform, trouble, code, detail)
    : setupWording[lang].trouble[trouble]
}

const isOfDirectory = (trouble: DirectoryTrouble | SetupTrouble): trouble is DirectoryTrouble =>
  directoryTroubles.some((known) => known === trouble)
