export const bytes = (text: string): Uint8Array => Buffer.from(text)
