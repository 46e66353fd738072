/**
 * From the hub's references to outTrackIds and back. The space keeps the cards of one installation apart from those
 * of another that used the same app.
 */
export interface CardNames {
  outTrackIdOf(reference: string): string
  /** Undefined for a card of somebody else's. */
  referenceOf(outTrackId: string): string | undefined
}

export const cardNames = (space: string | undefined): CardNames => {
  if (space === undefined) return { outTrackIdOf: (same) => same, referenceOf: (same) => same }
  const prefix = `${space}-`
  return {
    outTrackIdOf: (reference) => prefix + reference,
    referenceOf: (outTrackId) =>
      outTrackId.startsWith(prefix) ? outTrackId.slice(prefix.length) : undefined,
  }
}
