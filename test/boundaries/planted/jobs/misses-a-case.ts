export const advice = (state: 'closed' | 'open'): string => {
  switch (state) {
    case 'closed':
      return 'on'
  }
  return 'off'
}
