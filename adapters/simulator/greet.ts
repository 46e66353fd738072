import type { ChatAddress } from '../../contract/people'
import type { SimulatedPlatform } from './simulated-platform'

/**
 * Everybody says hello to the bot, once: a WeCom bot may only write first to people who have written to it
 * (DOC 101463). Chats that came back from an earlier run are left as they are.
 */
export async function greetBots(
  platforms: readonly SimulatedPlatform[],
  people: readonly { readonly addresses: readonly ChatAddress[] }[],
): Promise<void> {
  for (const { platform: name, userId } of people.flatMap(({ addresses }) => addresses)) {
    const platform = platforms.find((one) => one.platform === name)
    if (platform === undefined || platform.conversation(userId).some(({ from }) => from === 'me')) continue
    await platform.typeAs(userId, '你好')
  }
}
