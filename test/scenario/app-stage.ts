import { createSimulatedWecomApp } from '../../adapters/simulator/wecom/app'
import type { SimulatedWecomApp } from '../../adapters/simulator/wecom/app'
import type { MemberEntry } from '../../api/people'
import { company } from './company'
import { openStage } from './stage'
import type { Stage } from './stage'

export interface AppStage {
  readonly app: SimulatedWecomApp
  readonly stage: Stage
  close(): Promise<void>
}

/** The whole product with WeCom by its self-built app: no bot, no long connection. */
export async function openAppStage(members: readonly MemberEntry[] = company): Promise<AppStage> {
  const app = createSimulatedWecomApp({
    corpId: 'ww0123456789abcdef',
    agentId: 1_000_002,
    secret: 'app-secret-of-the-scenario',
    callbackToken: 'QDG6eK',
    callbackAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
    members: members.flatMap(({ name, addresses }) =>
      addresses.flatMap(({ platform, userId }) => (platform === 'wecom' ? [{ userId, name }] : [])),
    ),
  })
  await app.start()
  const stage = await openStage({
    members,
    env: { ...app.settings(), WECOM_GROUP_ROBOT_URL: app.robotUrl, WECOM_ROUTE: 'app' },
  })
  if (!(await app.setCallback(`${stage.url}/wecom/callback`)))
    throw new Error('the door did not prove itself')
  const close = async () => {
    await stage.close()
    await app.stop()
  }
  return { app, stage, close }
}
