/**
 * The web SDK's `ext=crc=N`: a signed 32-bit h × 31 + code over the base64 text before URL-encoding
 * (sa-sdk-javascript 1.27). `eyJhIjoxfQ==` is -1930075513.
 */
export const crcOf = (text: string): number => {
  let hash = 0
  for (let i = 0; i < text.length; i += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
  return hash
}

/** Whether `ext` names another sum than the text has. Without a sum there is nothing to disagree with. */
export const crcDisagrees = (ext: string | null, text: string): boolean => {
  const given = ext === null ? null : /(?:^|&|;)crc=(-?\d+)/.exec(ext)
  return given !== null && Number(given[1]) !== crcOf(text)
}
