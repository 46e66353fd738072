/** Colours of a picture. Lines differ in dashes and dots too, so that no meaning hangs on colour alone. */
export interface Palette {
  readonly paper: string
  readonly ink: string
  readonly grey: string
  /** Rings, spokes and empty cells. */
  readonly faint: string
  /** Okabe and Ito's blue, orange and bluish green, which people with any kind of colour vision tell apart. */
  readonly own: string
  readonly team: string
  readonly golden: string
  /** From nothing to much, one hue. */
  readonly sequence: readonly string[]
  /** From too little over balanced to too much: orange and blue, never red and green. */
  readonly diverging: readonly string[]
}

export type Theme = 'light' | 'dark'

export const palettes: Record<Theme, Palette> = {
  light: {
    paper: '#ffffff',
    ink: '#1f2329',
    grey: '#646a73',
    faint: '#dee0e3',
    own: '#0072b2',
    team: '#b36b00',
    golden: '#00795a',
    sequence: ['#f2f6fb', '#c6dbef', '#85bcdc', '#3787c0', '#0b559f'],
    diverging: ['#b35806', '#f1a340', '#fbe3c6', '#f7f7f7', '#d1e5f0', '#67a9cf', '#2166ac'],
  },
  dark: {
    paper: '#1e1f22',
    ink: '#e9eaec',
    grey: '#a2a7b0',
    faint: '#3d4046',
    own: '#56b4e9',
    team: '#e69f00',
    golden: '#2fc79a',
    sequence: ['#262b33', '#1f4368', '#2b6da3', '#5ba3d9', '#b3daf7'],
    diverging: ['#f5a742', '#b8752a', '#6b4a28', '#3a3d44', '#2c4a63', '#3d7fb5', '#7cc0f2'],
  },
}

/** The colour at a place from 0 to 1 along a scale, mixed between its neighbours. */
export const shade = (scale: readonly string[], place: number): string => {
  const along = Math.min(1, Math.max(0, place)) * (scale.length - 1)
  const below = Math.floor(along)
  const low = channels(scale[below] ?? '')
  const high = channels(scale[below + 1] ?? scale[below] ?? '')
  return `#${low.map((value, i) => hex(value + ((high[i] ?? value) - value) * (along - below))).join('')}`
}

/** Whichever of black and white is read better on a colour (relative luminance as in WCAG 2.2). */
export const readableOn = (background: string): string =>
  luminance(background) > 0.179 ? '#000000' : '#ffffff'

export const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const channels = (colour: string): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) || 0)

const hex = (value: number): string => Math.round(value).toString(16).padStart(2, '0')
