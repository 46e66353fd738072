export * from '../bot/cards/lead.card'
