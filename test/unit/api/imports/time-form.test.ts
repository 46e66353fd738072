import fc from 'fast-check'

import { compileTime, offsetOf } from '../../../../api/imports/domain/time-form'

const at = (iso: string): number => Date.parse(iso)
const read = (format: string, text: string, zone = '+08:00') => compileTime(format, zone)?.(text)

describe('O-15 when a row happened', () => {
  it.each([
    ['iso', '2011-10-01T00:38:44.546+02:00', '2011-10-01T00:38:44.546+02:00'],
    ['iso', '2024-03-05T06:07:08Z', '2024-03-05T06:07:08Z'],
    ['iso', '2024-03-05 06:07', '2024-03-05T06:07:00+08:00'],
    ['iso', '2024-03-05', '2024-03-05T00:00:00+08:00'],
    ['iso', '2024-03-05T06:07:08.123456789+0100', '2024-03-05T06:07:08.123+01:00'],
    ['ms', '1700000000123', '2023-11-14T22:13:20.123Z'],
    ['s', '1700000000', '2023-11-14T22:13:20Z'],
    ['s', '1700000000.5', '2023-11-14T22:13:20.500Z'],
    ['yyyy/M/d H:mm', '2024/3/5 6:07', '2024-03-05T06:07:00+08:00'],
    ['yyyy/M/d H:mm', '2024/12/25  16:07', '2024-12-25T16:07:00+08:00'],
    ['yyyy年M月d日 H时m分', '2024年3月5日 6时7分', '2024-03-05T06:07:00+08:00'],
    ['yyyy-M-d ah:mm:ss', '2024-3-5 下午2:30:01', '2024-03-05T14:30:01+08:00'],
    ['M/d/yyyy, h:mm a', '3/5/2024, 12:30 AM', '2024-03-05T00:30:00+08:00'],
    ["yyyyMMdd'at'HHmmssSSS", '20240305at060708009', '2024-03-05T06:07:08.009+08:00'],
    ['dd.MM.yyyy HH:mm Z', '05.03.2024 06:07 -03:30', '2024-03-05T06:07:00-03:30'],
    ['yyyy-MM-ddTHH:mm', '2024-02-29T00:00', '2024-02-29T00:00:00+08:00'],
  ])('%s reads %s', (format, text, iso) => {
    expect(read(format, text)).toBe(at(iso))
  })

  it.each([
    ['iso', '2024-02-30T00:00:00Z'],
    ['iso', '2023-02-29'],
    ['iso', '2024-13-01'],
    ['iso', '2024-03-05T24:00:00Z'],
    ['iso', '2024-03-05T23:60:00Z'],
    ['iso', '05/03/2024'],
    ['iso', 'yesterday'],
    ['iso', `2024-03-05T06:07:08${' '.repeat(100)}Z`],
    ['ms', '2024-03-05'],
    ['ms', '-1'],
    ['yyyy/M/d', '2024/3/32'],
    ['M/d/yyyy h:mm a', '3/5/2024 13:30 PM'],
    ['M/d/yyyy h:mm a', '3/5/2024 0:30 PM'],
  ])('%s refuses %s', (format, text) => {
    expect(read(format, text)).toBeUndefined()
  })

  it.each(['', 'H:mm', 'yyyy-MM', 'yyyy-MM-dd X', 'yyyy-MM-dd yyyy', 'YYYY-MM-DD'])(
    '%p is no format',
    (format) => {
      expect(compileTime(format, '+08:00')).toBeUndefined()
    },
  )

  it.each([
    ['+08:00', 28_800_000],
    ['-0330', -12_600_000],
    ['Z', 0],
    ['+14:00', 50_400_000],
    ['+15:00', undefined],
    ['+08:60', undefined],
    ['Asia/Shanghai', undefined],
  ])('zone %s is %p ms', (zone, ms) => {
    expect(offsetOf(zone)).toBe(ms)
  })

  it('reads back every moment that was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (ms) => {
        const iso = new Date(ms).toISOString()
        expect(read('iso', iso)).toBe(ms)
        expect(read('yyyy-MM-dd HH:mm:ss.SSS', iso.replace('T', ' ').slice(0, -1), 'Z')).toBe(ms)
      }),
    )
  })
})
