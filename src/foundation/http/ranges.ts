// Network addresses and ranges of them, as an operator writes them: `10.0.0.0/8`, `fd00::/8`, `192.168.1.7`.
import { BlockList, isIP } from 'node:net'

const parsed = (text: string) => {
  const [address = '', prefix] = text.split('/')
  const family = isIP(address)
  const bits = family === 6 ? 128 : 32
  const length = prefix === undefined ? bits : Number(prefix)
  if (family === 0 || !Number.isInteger(length) || length < 0 || length > bits) return undefined
  return { address, length, family: family === 6 ? ('ipv6' as const) : ('ipv4' as const) }
}

export const isRange = (text: string): boolean => parsed(text) !== undefined

const HERE = ['127.0.0.0/8', '::1']

/** Is an address in one of these ranges, or this machine's own? */
export function within(ranges: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const text of [...HERE, ...ranges]) {
    const range = parsed(text)
    if (range) list.addSubnet(range.address, range.length, range.family)
  }
  return address =>
    list.check(address.replace(/^::ffff:/, ''), isIP(address.replace(/^::ffff:/, '')) === 6 ? 'ipv6' : 'ipv4')
}
