// The twin of shop/orders.py and shop/ordermessage.py: what an order comes to, its message and its links.
const encode = text => encodeURIComponent(text.replace(/\p{Cs}/gu, '?'))
  .replace(/[!'()*]/g, sign => '%' + sign.charCodeAt(0).toString(16).toUpperCase())

etalase.orders = facts => {
  const { words, plans, ways, pools } = facts
  const rows = new Map(facts.rows.map(row => [row.code, row]))
  const [sign, digits, group, point] = facts.money

  const money = amount => {
    const figures = String(amount).padStart(digits + 1, '0')
    const whole = figures.slice(0, figures.length - digits).replace(/\B(?=(\d{3})+$)/g, group)
    return sign + whole + (digits ? point + figures.slice(-digits) : '')
  }

  const split = (total, plan) => {
    let left = total
    const amounts = plan.map(part => {
      const amount = Math.min(left, part.fixed + Math.floor((2 * total * part.share + 10000) / 20000))
      left -= amount
      return amount
    })
    const rest = plan.findIndex(part => part.rest)
    amounts[rest < 0 ? plan.length - 1 : rest] += left
    return amounts
  }

  const addUp = (order, now) => {
    const pieces = {}
    for (const line of order.lines) {
      const item = rows.get(line.code).item
      pieces[item] = (pieces[item] || 0) + line.quantity
    }
    const lines = order.lines.map(line => {
      const { price, item, early, steps, extras } = rows.get(line.code)
      if (price == null) return null
      const offers = [price, ...steps.filter(step => pieces[item] >= step[0]).map(step => step[1])]
      if (early && now < early[1]) offers.push(early[0])
      return line.quantity * line.extras.reduce((sum, at) => sum + extras[at][1], Math.min(...offers))
    })
    const unpriced = [...new Set(order.lines.map(line => rows.get(line.code)))].filter(row => row.price == null)
    const goods = lines.reduce((sum, amount) => sum + amount, 0)
    const { shipping, unknown: later, plan: number } = ways[order.way]
    const plan = unpriced[0] ? [] : plans[number]
    const amounts = split(goods, plan)
    amounts[plan.length - 1] += shipping
    const voucher = order.voucher && order.voucher.trim()
    const unknown = [
      ...unpriced.map(row => words.price_later.replace('{name}', () => row.name)),
      ...(voucher ? [words.voucher.replace('{code}', () => voucher)] : []),
      ...later
    ]
    const totals = [words.goods + ': ' + money(goods)]
    if (shipping) totals.push(words.shipping + ': ' + money(shipping), words.total + ': ' + money(goods + shipping))
    return { lines, unknown, totals, amounts, payments: plan.map((part, at) => part.name + ': ' + money(amounts[at])) }
  }

  const answers = (asks, given) => asks.map((label, at) => given[at].trim() && label + ': ' + given[at].trim()).filter(Boolean)

  const summary = (line, amount, what) => line.quantity + ' × ' + (what || rows.get(line.code).name) + (amount == null ? '' : ' – ' + money(amount))

  const lineText = (line, amount, short) => {
    const row = rows.get(line.code)
    const details = [
      ...answers(row.choices.map(choice => choice[0]), line.choices.map((chosen, at) => row.choices[at][1][chosen] || '')),
      ...line.extras.map(at => '+ ' + row.extras[at][0]),
      ...answers(row.asks, line.answers)
    ].join('; ')
    return '• ' + summary(line, amount, short ? row.code : row.name + ' (' + row.code + ')') + (details && '\n  ' + details)
  }

  const compose = (order, sums, short) => {
    const { name, address } = ways[order.way]
    const values = {
      __proto__: null,
      shop: words.shop,
      campaign: words.campaign,
      items: order.lines.map((line, at) => lineText(line, sums.lines[at], short)).join('\n'),
      total: [...sums.totals, ...sums.unknown].join('\n'),
      code: order.code,
      name: order.name.trim(),
      receive: name,
      address: address && order.address.trim(),
      payment: sums.payments[0] || '',
      questions: answers(facts.asks, order.answers).join('\n'),
      note: order.note.trim()
    }
    const field = /\{ ?([A-Za-z_]{1,40}) ?\}/g
    const value = found => values[found.replace(/[{} ]/g, '')] || ''
    return words.template.split('\n').filter(line => {
      const found = line.match(field)
      return !found || found.some(value)
    }).map(line => line.replace(field, value)).join('\n').replace(/\n{3,}/g, '\n\n').trim()
  }

  // A channel is [start of a link that takes the message, link to the bare chat, the end of its lines].
  const write = (order, sums) => {
    const texts = [compose(order, sums), compose(order, sums, true)]
    for (const text of texts) {
      const links = facts.channels.map(([start, bare, end]) =>
        start ? start + encode(text).replace(/%0A/g, end) : bare)
      if (links.every(link => link.length < 2000)) return { text, links, fits: true }
    }
    return { text: texts[0], links: facts.channels.map(channel => channel[1]), fits: false }
  }

  // The pools that the order draws too much from.
  const over = order => pools.filter((pool, at) =>
    order.lines.reduce((sum, line) => sum + (rows.get(line.code).draws[at] || 0) * line.quantity, 0) > pool[0])

  return { summary, addUp, write, over }
}
