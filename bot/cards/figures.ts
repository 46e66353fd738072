import type { Measure, Unit } from '../../contract/notices/measure'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'

/** A number as people read it: thousands apart, at most one place after the point, no `-0`. */
export const figure = (value: number): string => {
  if (!Number.isFinite(value)) return '?'
  const tenths = Math.round(Math.abs(value) * 10)
  if (!Number.isSafeInteger(tenths)) return value.toExponential(2)
  const whole = String(Math.floor(tenths / 10)).replace(/\B(?=(\d{3})+$)/g, ',')
  const tenth = tenths % 10 === 0 ? '' : `.${tenths % 10}`
  return `${value < 0 && tenths > 0 ? '-' : ''}${whole}${tenth}`
}

/** A number with its unit. */
export const measured = ({ value, unit }: Measure, context: CardContext): string =>
  wordingOf(context).cards.units[unit].measured(unit === 'share' ? figure(value * 100) : figure(value))

export const unitName = (unit: Unit, context: CardContext): string =>
  wordingOf(context).cards.units[unit].name

/** The number alone, as it stands in a cell whose unit is named elsewhere; with its sign where 0 is in the middle. */
export const cellFigure = (value: number, unit: Unit, signed: boolean): string => {
  const text = unit === 'share' ? figure(Math.round(value * 100)) : figure(value)
  return signed && value > 0 && text !== '0' ? `+${text}` : text
}
