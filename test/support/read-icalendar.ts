/** One content line of RFC 5545, unfolded and unescaped. */
export interface ContentLine {
  readonly name: string
  readonly parameters: Readonly<Record<string, string>>
  /** As it stands; `textValue` takes the escapes out. */
  readonly value: string
}

/**
 * Reads a calendar file by the grammar of RFC 5545 section 3.1 and refuses whatever it does not allow: other line
 * breaks than CRLF, lines over 75 octets, a character that is cut in two, control characters, names and parameters
 * that are none, components that are not closed.
 */
export function readICalendar(bytes: Buffer): readonly ContentLine[] {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  if (!text.endsWith('\r\n')) throw new Error('the last line is not ended')
  const physical = text.slice(0, -2).split('\r\n')
  for (const line of physical) {
    if (/[\r\n]/.test(line)) throw new Error(`a line break that is none: ${JSON.stringify(line)}`)
    if (Buffer.byteLength(line) > 75) throw new Error(`${Buffer.byteLength(line)} octets: ${line}`)
  }
  const lines = physical.reduce<string[]>((all, line) => {
    if (!line.startsWith(' ')) return [...all, line]
    const before = all.at(-1)
    if (before === undefined) throw new Error('it begins with a fold')
    return [...all.slice(0, -1), before + line.slice(1)]
  }, [])
  const read = lines.map(readLine)
  checkNesting(read)
  return read
}

/** The value of a property of type TEXT, section 3.3.11. */
export function textValue(value: string): string {
  if (/(?<!\\)(?:\\\\)*[;,]/.test(value)) throw new Error(`a bare separator in ${value}`)
  return value.replace(/\\(.)/g, (_, sign: string) => {
    if (sign === 'n' || sign === 'N') return '\n'
    if ('\\;,'.includes(sign)) return sign
    throw new Error(`an escape that is none: \\${sign}`)
  })
}

function readLine(line: string): ContentLine {
  // eslint-disable-next-line no-control-regex -- the grammar's CONTROL
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(line)) throw new Error(`a control character in ${line}`)
  const name = /^[A-Za-z0-9-]+/.exec(line)?.[0]
  if (name === undefined) throw new Error(`no name: ${line}`)
  const parameters: Record<string, string> = {}
  let rest = line.slice(name.length)
  while (rest.startsWith(';')) {
    const [whole, key, quoted, plain] = /^;([A-Za-z0-9-]+)=(?:"([^"]*)"|([^";:,]*))/.exec(rest) ?? []
    if (whole === undefined || key === undefined) throw new Error(`a parameter that is none: ${rest}`)
    parameters[key] = (quoted ?? plain ?? '').replace(/\^([n^'])/g, (_, sign: string) =>
      sign === 'n' ? '\n' : sign === '^' ? '^' : '"',
    )
    rest = rest.slice(whole.length)
  }
  if (!rest.startsWith(':')) throw new Error(`no value: ${line}`)
  return { name, parameters, value: rest.slice(1) }
}

function checkNesting(lines: readonly ContentLine[]): void {
  const open: string[] = []
  for (const { name, value } of lines) {
    if (name === 'BEGIN') open.push(value)
    else if (open.length === 0) throw new Error(`${name} stands outside`)
    else if (name === 'END' && open.pop() !== value) throw new Error(`END:${value} closes another component`)
  }
  if (open.length > 0) throw new Error(`${open.join()} is not closed`)
}
