import { leadCard } from '../../bot/cards/lead.card'

export const card = leadCard
