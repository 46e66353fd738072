/**
 * Closes a run with one plain line, so that any build server can count what ran. A test file that could not be
 * run at all counts as one that failed, since none of its tests had their chance.
 */
module.exports = class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites
    const skipped = results.numPendingTests + results.numTodoTests
    const line = `\n${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`
    // Jest's own summary comes after the reporters; this line is to be the last.
    process.once('exit', () => process.stdout.write(line))
  }
}
