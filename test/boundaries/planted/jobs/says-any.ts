export const read = (body: any): unknown => body
