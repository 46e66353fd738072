import redirects from 'follow-redirects'

export const follow = redirects
