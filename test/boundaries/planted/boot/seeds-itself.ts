export const seed = () => import('../scripts/seed')
