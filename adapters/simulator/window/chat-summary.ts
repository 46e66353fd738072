import type { Shown, SimulatedPlatform } from '../simulated-platform'
import type { ChatSummary } from './window-types'

const mostHeard = 20

/** A chat as the list of people shows it. */
export function summarizeChat(platform: SimulatedPlatform, userId: string): ChatSummary {
  const messages = platform.conversation(userId)
  const last = messages.at(-1)
  const heard = messages.filter(({ from }) => from === 'bot').slice(-mostHeard)
  return {
    platform: platform.platform,
    userId,
    heardAt: heard.map(({ at }) => at).reverse(),
    lastAt: last?.at ?? null,
    lastText: last === undefined ? '' : firstLine(last.shown),
  }
}

function firstLine(shown: Shown): string {
  const text = shown.form === 'card' ? shown.title : shown.text
  // Marks of markdown say nothing in a single grey line.
  const plain = text.replace(/<[^>]{0,40}>|[#*`>]/g, '').trim()
  return plain.split('\n', 1)[0]?.slice(0, 60) ?? ''
}
