// The search among many rows: hides those whose name, code or group lacks one of the words.
const field = document.querySelector('[data-find]')
if (!field) return
field.oninput = () => {
  const words = field.value.toLowerCase().split(' ')
  const shown = '.order-row:not([hidden])'
  for (const group of document.querySelectorAll('.order-group')) {
    const title = group.dataset.title
    group.querySelectorAll('.order-row').forEach(row => {
      row.hidden = !words.every(word => (title + row.textContent).toLowerCase().includes(word))
    })
    group.hidden = !group.querySelector(shown)
  }
  document.querySelector('[data-none]').hidden = document.querySelector(shown)
}
