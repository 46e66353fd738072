import { deliverThroughFaults } from './faulty-deliveries'

it('P-12 loses and doubles nothing in 300 faulty deliveries through the real SDK', async () => {
  const { handled, given, seen, connections, violations } = await deliverThroughFaults(300, 7)

  expect(handled.size).toBe(300)
  expect([...handled].filter(([, times]) => times !== 1)).toEqual([])
  expect([...seen].filter(([, times]) => times !== 1)).toEqual([])
  expect(seen.size).toBe(60)
  expect(given).toBeGreaterThan(300)
  expect(connections).toBeGreaterThan(1)
  expect(violations).toEqual([])
})
