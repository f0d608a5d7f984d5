// The field beside a QRIS: draws the code with the amount in it. Whatever fails, the plain code stays.
const form = document.querySelector('.order-form')
const QUIET = 4
const SCALE = 4

const made = (name, attributes) => {
  const node = document.createElementNS('http://www.w3.org/2000/svg', name)
  Object.keys(attributes).forEach(key => node.setAttribute(key, attributes[key]))
  return node
}

const draw = (text, label) => {
  const rows = modules(text)
  const side = rows.length + 2 * QUIET
  const svg = made('svg', { viewBox: '0 0 ' + side + ' ' + side, width: side * SCALE, height: side * SCALE, role: 'img', 'aria-label': label, 'shape-rendering': 'crispEdges' })
  const dark = rows.map((row, y) => row.map((on, x) => on ? 'M' + (x + QUIET) + ' ' + (y + QUIET) + 'h1v1h-1z' : '').join('')).join('')
  svg.append(made('path', { fill: '#fff', d: 'M0 0h' + side + 'v' + side + 'H0z' }), made('path', { fill: '#000', d: dark }))
  return svg
}

// The first payment of an order for which nothing is left open, else 0.
const due = () => form && !form.querySelector('[data-send]').hidden && Number(form.dataset.due) || 0
const digits = /^\s*(?:rp)?[\s.]*(\d{1,3}(?:([.,])\d{3}(?:\2\d{3})*)?|\d+)\s*$/i

for (const box of document.querySelectorAll('[data-qris]')) {
  const one = name => box.querySelector('[data-' + name + ']')
  const field = one('amount')
  const said = one('said')
  const turn = one('turn')
  const words = said.dataset
  let typed = false
  let plain = false

  const show = () => {
    if (!typed && 'fills' in box.dataset) field.value = due() ? due().toLocaleString(document.documentElement.lang) : ''
    const found = field.value.match(digits)
    const amount = found && Number(found[1].replace(/\D/g, ''))
    let problem = !field.value.trim() ? '' : !amount ? words.digits : amount > LIMIT ? words.above : ''
    let ready = amount && !problem
    if (ready) {
      try {
        const label = 'Rp' + amount.toLocaleString(document.documentElement.lang)
        one('code').replaceChildren(draw(withAmount(box.dataset.qris, amount), 'QRIS ' + label))
        one('sum').textContent = label
        const code = form && form.querySelector('[data-order-code]').textContent
        one('order').hidden = !code
        one('order').lastElementChild.textContent = code
      } catch (failed) {
        ready = false
        problem = words.fails
      }
    }
    said.textContent = problem || (ready && !typed ? words.ordered : '')
    one('drawn').hidden = !ready || plain
    one('plain').hidden = ready && !plain
    turn.hidden = !ready
    turn.textContent = plain ? turn.dataset.with : turn.dataset.without
  }

  field.addEventListener('input', () => {
    typed = true
    plain = false
    show()
  })
  field.addEventListener('change', () => {
    typed = !!field.value.trim()
    show()
  })
  turn.addEventListener('click', () => {
    plain = !plain
    show()
  })
  if (form) new MutationObserver(show).observe(form, { attributes: true, attributeFilter: ['data-due'] })
  one('ask').hidden = false
  show()
}
etalase.amounts = { withAmount, modules, checksum }
