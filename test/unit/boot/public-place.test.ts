import { createPublicPlace } from '../../../boot/public-place'

const config = { publicUrl: null, trial: false, host: '127.0.0.1' }

describe('the public address of a hub', () => {
  it('O-01 is the configured one, wherever the hub listens', () => {
    const place = createPublicPlace({ ...config, publicUrl: 'https://hub.example.com' })
    expect(place.listensOn(3000)).toBe('http://127.0.0.1:3000')
    expect(place.url()).toBe('https://hub.example.com')
  })

  it('O-01 is none where none is configured, so no link leads nowhere', () => {
    const place = createPublicPlace(config)
    place.listensOn(3000)
    expect(place.url()).toBeNull()
  })

  it('O-01 is its own in a trial, from the moment it listens', () => {
    const place = createPublicPlace({ ...config, trial: true, host: '::1' })
    expect(place.url()).toBeNull()
    place.listensOn(4567)
    expect(place.url()).toBe('http://[::1]:4567')
  })
})
