import type { Shown, SimulatedPlatform } from '../../adapters/simulator/simulated-platform'

/** Hears what the bot shows to anybody, each message once. */
export function onShown(
  platforms: readonly SimulatedPlatform[],
  heard: (userId: string, shown: Shown, at: number) => void,
): () => void {
  const known = new Map<string, Set<string>>()
  const stops = platforms.map((platform) =>
    platform.onChange((userId) => {
      const at = performance.now()
      const seen = known.get(userId) ?? new Set<string>()
      known.set(userId, seen)
      for (const message of platform.conversation(userId)) {
        if (message.from === 'me' || seen.has(message.id)) continue
        seen.add(message.id)
        heard(userId, message.shown, at)
      }
    }),
  )
  return () => stops.forEach((stop) => stop())
}
