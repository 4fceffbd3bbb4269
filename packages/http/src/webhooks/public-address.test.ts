import { describe, expect, it } from 'vitest'
import { isPublicAddress } from './public-address.js'

const PUBLIC =
  '1.1.1.1 8.8.8.8 93.184.215.14 172.15.255.255 172.32.0.1 100.63.255.255 100.128.0.1 11.0.0.1 126.255.255.255 128.0.0.1 169.253.1.1 192.167.1.1 198.17.1.1 198.20.1.1 223.255.255.254 2606:4700:4700::1111 2a00:1450:4001:82f::200e 2001:4860:4860::8888'

/** By what they are. Zammad CVE-2021-42091, FreeScout CVE-2026-34443, Novu CVE-2026-75511 and their like reached some of these. */
const OTHERS: Readonly<Record<string, string>> = {
  'this machine': '127.0.0.1 127.1.2.3 127.255.255.255 0.0.0.0 0.1.2.3 :: ::1',
  'private and of the link':
    '10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255 192.168.0.1 192.168.255.255 169.254.0.1 169.254.169.254 100.64.0.1 100.127.255.255 fc00::1 fd00::1 fdff:ffff::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fe81::1 febf::1 fec0::1',
  'for special purposes':
    '192.0.0.1 192.0.0.8 192.0.2.1 192.88.99.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 2001:db8::1 3fff::1 3fff:fff:ffff::1 5f00::1 100::1 2001:10::1 2001:20::1 2001:2::1',
  'of many, or of nobody': '224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 ff02::1 ff0e::1 4000::1 e000::1',
  'an IPv4 address inside':
    '::127.0.0.1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 0:0:0:0:0:ffff:10.0.0.1 2002:7f00:1:: 2002:a00:1::1 2002:c0a8:1::1 2002:808:808::1 64:ff9b::7f00:1 64:ff9b::10.0.0.1 64:ff9b::808:808 64:ff9b:1::7f00:1 64:ff9b:1:ffff::1 2001::1 2001:0:7f00:1::',
  'other spellings':
    '2130706433 0x7f000001 017700000001 0177.0.0.1 0x7f.0.0.1 127.1 127.0.1 127.0.0.1. 8.8.8.8. 08.8.8.8 010.8.8.8 1.1.1.256 localhost [::1] [2606:4700:4700::1111] 8.8.8.8/8 １.1.1.1 ①.1.1.1 null 8.8.8.8:443 1.1 :::1 2606:4700:::1',
}

it.each(PUBLIC.split(' '))('%s is public', (address) => expect(isPublicAddress(address)).toBe(true))

describe.each(Object.entries(OTHERS))('%s', (_, all) => {
  it.each(all.split(' '))('%s is not', (address) => expect(isPublicAddress(address)).toBe(false))
})

it.each(['', ' ', ' 8.8.8.8', '8.8.8.8 ', '8.8.8.8\n', '8.8.8.8\0', '8.8.8.8\t'])('%j is not', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

it('is asked of more than eighty that are not', () => {
  expect(Object.values(OTHERS).flatMap((all) => all.split(' ')).length).toBeGreaterThanOrEqual(80)
})
