/**
 * An event name as words, whatever way it was written: `ViewPrice`, `view_price`, `View Price` and `viewPrice`
 * are all `view price`. A leading `$` marks a preset of the Sensors SDKs and is dropped. Chinese stays as it is.
 */
export const wordsOf = (eventName: string): string =>
  eventName
    .normalize('NFKC')
    .replace(/^\$(?=[A-Za-z])/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
