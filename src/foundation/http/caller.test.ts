import { expect, test } from 'vitest'
import { placeOf } from './caller.ts'

test('all addresses of one home are one place, those of another are not', () => {
  expect(placeOf('10.1.2.3')).toBe('10.1.2.3')
  expect(placeOf('::ffff:10.1.2.3')).toBe('10.1.2.3')
  const home = placeOf('2001:0db8:1:2:3:4:5:6')
  for (const one of ['2001:db8:1:2::', '2001:DB8:1:2:ffff::1', '2001:db8:1:2::9%eth0'])
    expect(placeOf(one)).toBe(home)
  expect(placeOf('2001:db8:1:3::1')).not.toBe(home)
  expect(placeOf('::1')).toBe('0:0:0:0')
})
