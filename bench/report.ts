import type { Line } from './line'

/** The lines of one group as a table of text. */
export function tableOf(title: string, lines: readonly Line[]): string[] {
  const rows = lines.map((line) => [
    line.name,
    `${number(line.ours)} ${line.unit}`,
    line.peer === null ? '' : number(line.peer),
    line.ratio === null
      ? ''
      : `${line.ratio.middle.toFixed(2)} (${line.ratio.least.toFixed(2)}–${line.ratio.most.toFixed(2)})`,
    line.target,
    line.target === '' ? '' : line.reached ? 'yes' : 'NO',
  ])
  const head = [title, 'ours', 'peer', 'ratio (least–most)', 'to reach', 'reached']
  const widths = head.map((text, i) => Math.max(text.length, ...rows.map((row) => (row[i] ?? '').length)))
  const show = (row: readonly string[]): string =>
    row
      .map((text, i) => (i === 1 || i === 2 ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd()
  return [show(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(show)]
}

const number = (n: number): string =>
  n >= 1_000 ? Math.round(n).toLocaleString('en') : n >= 10 ? n.toFixed(0) : n.toFixed(2)
