/** A line for the person at the terminal. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`)

export const sayTable = (rows: readonly (readonly string[])[]): void => {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => widthOf(row[i] ?? ''))))
  for (const row of rows)
    say(
      row
        .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - widthOf(cell)))
        .join('  ')
        .trimEnd(),
    )
}

/** Chinese characters take two columns of a terminal. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, c) => sum + (/[⺀-鿿豈-﫿＀-｠]/.test(c) ? 2 : 1), 0)
