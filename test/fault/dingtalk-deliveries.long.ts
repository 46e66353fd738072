import { deliverThroughFaults } from './faulty-deliveries'

it('P-12 loses and doubles nothing in 10,000 faulty deliveries through the real SDK', async () => {
  const { handled, given, seen, connections, violations } = await deliverThroughFaults(10_000, 11)

  expect(handled.size).toBe(10_000)
  expect([...handled].filter(([, times]) => times !== 1)).toEqual([])
  expect([...seen].filter(([, times]) => times !== 1)).toEqual([])
  expect(seen.size).toBe(2_000)
  expect(given).toBeGreaterThan(10_000)
  expect(connections).toBeGreaterThan(20)
  expect(violations).toEqual([])
}, 600_000)
