/** What this browser remembers: what was read, the language, the look, the guide. Works without storage too. */
const prefix = 'zhongshu.trial.'

export function remember(name, value) {
  try {
    localStorage.setItem(prefix + name, JSON.stringify(value))
  } catch {
    // Private windows refuse to store; the page then forgets at the next load.
  }
}

export function recall(name, otherwise) {
  try {
    const text = localStorage.getItem(prefix + name)
    return text === null ? otherwise : JSON.parse(text)
  } catch {
    return otherwise
  }
}
