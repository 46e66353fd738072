import { crcDisagrees, crcOf } from '../../../../adapters/sensors/crc'

describe('the sum of the Sensors web SDK', () => {
  it('is -1930075513 for eyJhIjoxfQ==', () => expect(crcOf('eyJhIjoxfQ==')).toBe(-1_930_075_513))

  it.each([
    ['crc=-1930075513', false],
    ['a=1&crc=-1930075513', false],
    ['crc=1', true],
    ['nothing', false],
    [null, false],
  ])('given as %j disagrees: %s', (ext, disagrees) =>
    expect(crcDisagrees(ext, 'eyJhIjoxfQ==')).toBe(disagrees),
  )
})
