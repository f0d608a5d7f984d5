// A price list on paper holds the prices that are folded away on the screen.
let opened = []
addEventListener('beforeprint', () => {
  opened = [...document.querySelectorAll('.item-more:not([open])')]
  opened.forEach(it => { it.open = true })
})
addEventListener('afterprint', () => opened.forEach(it => { it.open = false }))
