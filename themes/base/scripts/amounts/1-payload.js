// The twin of generator/shop/qris.py: a verified permanent QRIS with an amount inside. Throws whatever Python refuses.
const LIMIT = 1e7

const refuse = why => { throw new Error(why) }

const checksum = text => {
  let crc = 0xFFFF
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = (crc << 1 ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xFFFF
  }
  return crc.toString(16).toUpperCase().padStart(4, '0')
}

// Two digits of tag, two of length (in characters, neither bytes nor UTF-16), then the value.
const fieldsOf = text => {
  const signs = [...text]
  const fields = []
  for (let at = 0; at < signs.length;) {
    const head = signs.slice(at, at + 4).join('')
    const size = /^[0-9]{4}$/.test(head) ? Number(head.slice(2)) : refuse('qris-form')
    const value = signs.slice(at + 4, at + 4 + size)
    if (value.length < size || /[\p{C}\p{Z}]/u.test(value.join('').replace(/ /g, ''))) refuse('qris-form')
    fields.push([head.slice(0, 2), value.join('')])
    at += 4 + size
  }
  return fields
}

const verified = payload => {
  const fields = fieldsOf(payload)
  const values = new Map(fields)
  const last = fields[fields.length - 1]
  if (!last || fields[0].join() !== '00,01' || last[0] !== '63' || values.size < fields.length) refuse('qris-form')
  if (last[1].toUpperCase() !== checksum([...payload].slice(0, -4).join(''))) refuse('qris-checksum')
  if (!['53', '58', '59', '60'].every(tag => values.has(tag))) refuse('qris-form')
  if (values.get('58') !== 'ID' || values.get('53') !== '360') refuse('qris-foreign')
  if (values.get('01') === '12') refuse('qris-one-time')
  if (values.has('54')) refuse('qris-has-amount')
  return fields
}

const withAmount = (payload, amount) => {
  if (!(Number.isInteger(amount) && amount >= 1 && amount <= LIMIT)) refuse('qris-limit')
  const kept = verified(payload).filter(field => !['01', '54', '55', '56', '57', '63'].includes(field[0]))
  kept.splice(kept.findIndex(field => field[0] === '58'), 0, ['54', String(amount)])
  kept.splice(1, 0, ['01', '12'])
  const text = kept.map(([tag, value]) => tag + String([...value].length).padStart(2, '0') + value).join('') + '6304'
  return text + checksum(text)
}
