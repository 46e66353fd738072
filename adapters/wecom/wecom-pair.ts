import type { ChatHealth, ChatPort } from '../../contract/ports/chat'

/**
 * Bot and app together as one chat. The bot speaks, since it hears groups and answers presses in place; the app goes
 * where a bot may not, to people who have never talked to it, and changes what the app itself has shown. Neither can
 * change what the other has shown.
 */
export const createWecomPair = (bot: ChatPort, app: ChatPort): ChatPort => ({
  platform: 'wecom',
  send: async (message, to, reference) => {
    const outcome = await bot.send(message, to, reference)
    const unmet = outcome.kind === 'skipped' && outcome.because === 'never-talked-to-bot'
    return unmet ? app.send(message, to, reference) : outcome
  },
  replace: (message, previous) => app.replace(message, previous),
  start: async (hearing) => {
    await Promise.all([bot.start(hearing), app.start(hearing)])
  },
  stop: async () => {
    await Promise.all([bot.stop(), app.stop()])
  },
  health: (): ChatHealth => {
    const [first, second] = [bot.health(), app.health()]
    return second.state === 'down' ? { ...first, detail: `${first.detail} ${second.detail}`.trim() } : first
  },
})
