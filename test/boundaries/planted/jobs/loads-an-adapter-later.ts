export const load = () => import('../adapters/http/outbound-client')
