export const page = (url: string): unknown => fetch(url)
