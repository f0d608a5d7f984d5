// The order form: reads what is filled in, shows what it comes to, and keeps the links and the draft up to date.
const form = document.querySelector('.order-form')
if (!form) return
const all = (selector, from = form) => [...from.querySelectorAll(selector)]
const one = (selector, from) => all(selector, from)[0]
const show = (name, text) => all('[data-' + name + ']', document).forEach(it => { it.textContent = text })
const message = one('#order-message')
const draft = 'order ' + location.pathname
let facts, orders, code = ''

const number = line => one('[data-count]', line)
const plus = line => one('[data-step="1"]', line)
const count = line => Number(number(line).value)
const chosen = () => all('.order-line').filter(line => number(line) && count(line))
const values = (selector, from) => all(selector, from).map(it => it.value)

// A PO that repeats may have moved on to its next window since: its own prices and limits hold.
const read = () => {
  facts = JSON.parse((one('[data-facts]:not([hidden])') || one('[data-facts]')).textContent)
  orders = etalase.orders(facts)
  return {
    lines: chosen().map(line => ({
      code: line.parentNode.dataset.code,
      quantity: count(line),
      choices: all('[data-choice]', line).map(it => it.selectedIndex - 1),
      extras: all('[data-extra]', line).flatMap((it, at) => it.checked ? at : []),
      answers: values('[data-ask]', line)
    })),
    way: Math.max(0, all('[name=order-way]').findIndex(it => it.checked)),
    answers: values('[data-answer]'),
    code,
    ...Object.fromEntries(all('[data-field]').map(it => [it.dataset.field, it.value]))
  }
}

const put = (line, from) => {
  number(line).value = from.quantity
  all('[data-choice]', line).forEach((it, at) => { it.selectedIndex = from.choices[at] + 1 || 0 })
  all('[data-extra]', line).forEach((it, at) => { it.checked = from.extras.includes(at) })
  all('[data-ask]', line).forEach((it, at) => { it.value = from.answers[at] || '' })
}

const again = (line, from) => {
  const copy = line.cloneNode(true)
  line.after(copy)
  put(copy, from)
  return copy
}

// Lowers the number of a line until no limit is passed.
const settle = line => {
  const order = read()
  const mine = order.lines[chosen().indexOf(line)]
  let said = ''
  for (let past; mine && mine.quantity && (past = orders.over(order)[0]); said = past[1]) number(line).value = --mine.quantity
  show('over', '')
  one('[data-over]', line).textContent = said
}

const missing = mark => all('[data-required]').filter(label => {
  const it = one('input,select,textarea', label)
  const empty = !label.closest('[hidden]') && !it.value.trim()
  if (mark || !empty) it.setAttribute('aria-invalid', empty)
  return empty
})

const update = () => {
  const some = chosen()[0]
  if (some && !code) {
    code = [...crypto.getRandomValues(new Uint8Array(5))].map(byte => 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'[byte % 32]).join('')
  }
  const order = read()
  const sums = orders.addUp(order, Date.now())
  const written = orders.write(order, sums)
  all('.order-line').forEach(line => line.classList.toggle('order-some', chosen().includes(line)))
  all('.order-options').forEach(it => { it.hidden = !count(it.parentNode) })
  one('[data-address]').hidden = !facts.ways[order.way].address
  one('[data-send]').hidden = !some
  one('[data-lines]').replaceChildren(...chosen().map((line, at) => Object.assign(document.createElement('button'), {
    textContent: orders.summary(order.lines[at], sums.lines[at]),
    onclick () {
      line.parentNode.hidden = line.closest('.order-group').hidden = false
      plus(line).focus()
    }
  })))
  show('total', sums.totals.join('\n'))
  show('unknown', sums.unknown.join('\n'))
  show('payments', sums.payments.join('\n'))
  show('bar-sum', some ? sums.totals.pop().split(': ').pop() : '')
  show('order-code', code)
  show('long', written.fits ? '' : facts.texts.long)
  one('[data-caution]').hidden = !sums.unknown.length
  form.dataset.due = sums.unknown[0] ? 0 : sums.amounts[0]
  message.value = written.text
  message.rows = Math.min(18, written.text.split('\n').length + 3)
  all('[data-channel]').forEach((it, at) => { it.href = written.links[at] })
  if (!missing().length) show('missing', '')
  try { sessionStorage.setItem(draft, JSON.stringify(order)) } catch (refused) {}
  return written
}

form.addEventListener('input', ({ target: it }) => {
  if ('count' in it.dataset) {
    it.value = it.value.replace(/\D/g, '')
    settle(it.closest('.order-line'))
  }
  update()
})
form.addEventListener('click', event => {
  const it = event.target.closest('[data-step],[data-again],[data-channel]')
  if (!it) return
  const { step, channel } = it.dataset
  const line = it.closest('.order-line')
  if (step) {
    number(line).value = Math.max(0, count(line) + Number(step))
    settle(line)
    const before = line.previousElementSibling
    if (!count(line) && before) {
      line.remove()
      number(before).focus()
    }
  } else if (line) {
    settle(again(line, { quantity: 1, choices: [], extras: [], answers: [] }))
  }
  const seen = message.value
  const written = update()
  if (step && !it.getClientRects()[0]) plus(line).focus()
  if (channel == null) return
  const gaps = missing(true)
  if (gaps[0] || seen !== message.value || !form.getClientRects()[0]) event.preventDefault()
  if (gaps[0]) {
    show('missing', facts.texts.missing.replace('{what}', () => gaps.map(label => label.dataset.required).join(', ')))
    one('input,select,textarea', gaps[0]).focus()
  } else if (!written.fits || !facts.channels[channel][0]) etalase.copy(one('[data-copy]'))
})

try {
  const kept = JSON.parse(sessionStorage.getItem(draft))
  code = kept.code
  for (const line of kept.lines) {
    const last = all('.order-row').filter(row => row.dataset.code === line.code).flatMap(row => all('.order-line', row)).pop()
    if (!last || !number(last)) continue
    const target = count(last) ? again(last, line) : last
    put(target, line)
    settle(target)
  }
  all('[data-field]').forEach(it => { it.value = kept[it.dataset.field] })
  all('[data-answer]').forEach((it, at) => { it.value = kept.answers[at] })
  all('[name=order-way]')[kept.way].checked = true
} catch (none) {}
update()
form.dataset.ready = ''
