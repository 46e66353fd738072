import type { leadCard } from '../../bot/cards/lead.card'

export type Draw = typeof leadCard
