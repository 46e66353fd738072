export const userAgent = 'zhongshu'
