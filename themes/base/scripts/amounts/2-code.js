// A QR code of a text (ISO/IEC 18004): its UTF-8 bytes, error correction M, versions 1 to 20, the best of the masks.
// Written for this project and under its licence; the tests hold every module equal to another maker's.
const CHECKS = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26] // bytes in each block
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16]
const MASKS = [
  (x, y) => (x + y) % 2,
  (x, y) => y % 2,
  x => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => ((x / 3 | 0) + (y / 2 | 0)) % 2,
  (x, y) => x * y % 2 + x * y % 3,
  (x, y) => (x * y % 2 + x * y % 3) % 2,
  (x, y) => ((x + y) % 2 + x * y % 3) % 2
]

// In the field of 256 elements that x^8 + x^4 + x^3 + x^2 + 1 makes.
const multiply = (a, b) => {
  let product = 0
  for (let bit = 7; bit >= 0; bit--) product = product << 1 ^ (product >> 7) * 0x11D ^ (b >> bit & 1) * a
  return product
}

const checksOf = (data, count) => {
  const divisor = Array(count).fill(0)
  divisor[count - 1] = 1
  for (let turn = 0, root = 1; turn < count; turn++, root = multiply(root, 2)) {
    for (let at = 0; at < count; at++) divisor[at] = multiply(divisor[at], root) ^ (divisor[at + 1] || 0)
  }
  const rest = Array(count).fill(0)
  for (const byte of data) {
    const factor = byte ^ rest.shift()
    rest.push(0)
    divisor.forEach((part, at) => { rest[at] ^= multiply(part, factor) })
  }
  return rest
}

// How many bytes of a version hold data and checks.
const room = version => {
  const along = version > 1 ? (version / 7 | 0) + 2 : 0
  const taken = along && (25 * along - 10) * along - 55
  return ((16 * version + 128) * version + 64 - taken - (version > 6 ? 36 : 0)) >> 3
}

// The version for this text, and all bytes of the code in their order.
const codewords = text => {
  const bytes = [...new TextEncoder().encode(text)]
  let version = 1
  const wide = () => version > 9 ? 2 : 1
  const most = () => room(version) - CHECKS[version - 1] * BLOCKS[version - 1]
  while (version < 21 && bytes.length + wide() + 1 > most()) version++
  if (version > 20) throw new Error('too long')
  const nibbles = [4, ...(wide() > 1 ? [bytes.length >> 12, bytes.length >> 8 & 15] : []), bytes.length >> 4 & 15, bytes.length & 15]
  for (const byte of bytes) nibbles.push(byte >> 4, byte & 15)
  nibbles.push(0)
  const data = []
  for (let at = 0; at < nibbles.length; at += 2) data.push(nibbles[at] << 4 | nibbles[at + 1])
  for (let pad = 0xEC; data.length < most(); pad ^= 0xEC ^ 0x11) data.push(pad)
  const count = BLOCKS[version - 1]
  const checks = CHECKS[version - 1]
  const short = (room(version) / count | 0) - checks
  const parts = []
  for (let at = 0, from = 0; at < count; at++) {
    const size = short + (at < count - room(version) % count ? 0 : 1)
    parts.push(data.slice(from, from += size))
  }
  const across = (rows, size) => [...Array(size).keys()].flatMap(at => rows.flatMap(row => at < row.length ? row[at] : []))
  return [version, [...across(parts, short + 1), ...across(parts.map(part => checksOf(part, checks)), checks)]]
}

// How hard a pattern is on cameras: long runs, squares, what looks like a corner, and more of one colour.
const penalty = rows => {
  const lines = [...rows, ...rows.map((row, at) => rows.map(each => each[at]))].map(line => line.map(Number).join(''))
  let sum = 0
  for (const line of lines) {
    for (const run of line.match(/0{5,}|1{5,}/g) || []) sum += run.length - 2
    sum += 40 * (line.match(/(?=10111010000|00001011101)/g) || []).length
  }
  rows.forEach((row, y) => row.forEach((dark, x) => {
    if (x && y && [row[x - 1], rows[y - 1][x], rows[y - 1][x - 1]].every(other => other === dark)) sum += 3
  }))
  const all = rows.flat()
  return sum + 10 * Math.floor(Math.abs(all.filter(Boolean).length * 20 - all.length * 10) / all.length)
}

// The code as rows of booleans; true is dark.
const modules = text => {
  const [version, bytes] = codewords(text)
  const size = 17 + 4 * version
  const fixed = Array.from({ length: size }, () => [])
  const set = (x, y, dark) => { if (x >= 0 && y >= 0 && x < size && y < size) fixed[y][x] = !!dark }
  const rings = (x, y, reach, light) => {
    for (let down = -reach; down <= reach; down++) {
      for (let right = -reach; right <= reach; right++) {
        set(x + right, y + down, !light.includes(Math.max(Math.abs(right), Math.abs(down))))
      }
    }
  }
  const format = mask => {
    let rest = mask
    for (let turn = 0; turn < 10; turn++) rest = rest << 1 ^ (rest >> 9) * 0x537
    const bits = (mask << 10 | rest) ^ 0x5412
    for (let bit = 0; bit < 15; bit++) {
      const dark = bits >> bit & 1
      if (bit < 8) set(8, bit + (bit > 5), dark)
      else set(14 - bit + (bit < 9), 8, dark)
      if (bit < 8) set(size - 1 - bit, 8, dark)
      else set(8, size - 15 + bit, dark)
    }
    set(8, size - 8, true)
  }
  for (let at = 0; at < size; at++) {
    set(6, at, at % 2 === 0)
    set(at, 6, at % 2 === 0)
  }
  if (version > 1) {
    const along = (version / 7 | 0) + 2
    const step = Math.ceil((4 * version + 4) / (2 * along - 2)) * 2
    const places = [6]
    for (let at = along - 2; at >= 0; at--) places.push(size - 7 - at * step)
    places.forEach((y, row) => places.forEach((x, column) => {
      const corner = !row && !column || row + column === along - 1 && row * column === 0
      if (!corner) rings(x, y, 2, [1])
    }))
  }
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) rings(x, y, 4, [2, 4])
  if (version > 6) {
    let rest = version
    for (let turn = 0; turn < 12; turn++) rest = rest << 1 ^ (rest >> 11) * 0x1F25
    for (let bit = 0, bits = version << 12 | rest; bit < 18; bit++) {
      set(size - 11 + bit % 3, bit / 3 | 0, bits >> bit & 1)
      set(bit / 3 | 0, size - 11 + bit % 3, bits >> bit & 1)
    }
  }
  format(0)
  // The bytes go up and down in columns of two from the right; the sixth column belongs to the timing.
  const way = []
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
    for (let down = 0; down < size; down++) {
      const y = right + 1 & 2 ? down : size - 1 - down
      for (const x of [right, right - 1]) if (fixed[y][x] === undefined) way.push([x, y])
    }
  }
  const patterns = MASKS.map((mask, number) => {
    format(number)
    const rows = fixed.map(row => row.slice())
    way.forEach(([x, y], at) => { rows[y][x] = !!(bytes[at >> 3] >> (7 - at % 8) & 1) !== !mask(x, y) })
    return [penalty(rows), rows]
  })
  return patterns.reduce((best, other) => other[0] < best[0] ? other : best)[1]
}
