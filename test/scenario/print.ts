/** A figure that a test found, for whoever reads the run. */
export const print = (line: string): void => void process.stdout.write(`  ${line}\n`)
