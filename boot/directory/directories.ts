import { createDingtalkDirectory, createDingtalkRest } from '../../adapters/dingtalk'
import { createWecomDirectory, createWecomRest } from '../../adapters/wecom'
import type { CallMeter } from '../../api/quota'
import type { Clock } from '../../contract/ports/clock'
import type { DirectoryPort } from '../../contract/ports/directory'
import type { Log } from '../../contract/ports/log'
import type { Config } from '../config'

/** The REST clients log at a fourth level too. */
export type DirectoryLog = Log & { debug(fields: Readonly<Record<string, unknown>>, text: string): void }

/** The directories that the configuration lets the hub read. */
export function createDirectories(
  { wecomDirectory, dingtalk }: Pick<Config, 'wecomDirectory' | 'dingtalk'>,
  deps: { readonly log: DirectoryLog; readonly clock: Clock; readonly calls: Pick<CallMeter, 'add'> },
): readonly DirectoryPort[] {
  const ports: DirectoryPort[] = []
  if (wecomDirectory !== null) {
    const { corpId, secret, apiBase, agentId } = wecomDirectory
    const base = apiBase === null ? {} : { apiBase }
    ports.push(
      createWecomDirectory(createWecomRest({ corpId, secret: secret.reveal(), ...base }, deps), { agentId }),
    )
  }
  if (dingtalk !== null) {
    const { clientId, clientSecret, apiBase, oapiBase } = dingtalk
    const bases = {
      ...(apiBase === null ? {} : { apiBase }),
      ...(oapiBase === null ? {} : { oapiBase }),
    }
    ports.push(
      createDingtalkDirectory(
        createDingtalkRest(
          { clientId, clientSecret: clientSecret.reveal(), ...bases },
          { log: deps.log, clock: deps.clock, called: () => deps.calls.add('dingtalk') },
        ),
      ),
    )
  }
  return ports
}
