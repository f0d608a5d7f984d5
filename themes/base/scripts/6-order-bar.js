// The bar at the foot of the screen: shown while the main button has left it at the top, no field is in use (a keyboard
// takes the room), and where it leads to is not in sight already.
const root = document.documentElement
const all = selector => [...document.querySelectorAll(selector)]
const shown = selector => all(selector).map(it => it.getBoundingClientRect()).find(box => box.height)

const look = () => {
  const main = shown('.card-action')
  const sum = document.querySelector('.order-bar-sum:not([hidden])')
  const link = document.querySelector(sum && sum.textContent ? '.order-bar-own' : '.order-bar:not([hidden]) .order-bar-go:not([hidden])')
  const aim = link && link.getAttribute('href')
  const target = aim && aim[0] === '#' && shown(aim)
  root.classList.toggle('bar-up', !!link && !!main && main.bottom <= 0 && !document.activeElement.matches('input,select,textarea') &&
    !(target && target.top < innerHeight && target.bottom > 0))
}

// The first sees the main button go over the upper edge, also in one leap from below the lower one.
const gone = new IntersectionObserver(look, { rootMargin: '0px 0px 9999999px' })
const seen = new IntersectionObserver(look)
const start = () => {
  gone.disconnect()
  seen.disconnect()
  all('.card-action').forEach(it => gone.observe(it))
  all('#order, #order-sum, #refund').forEach(it => seen.observe(it))
  look()
}
// What the clock or the order form hides or shows may be the main button or what is chosen.
new MutationObserver(look).observe(document.body, { subtree: true, attributeFilter: ['hidden'] })
for (const name of ['focusin', 'focusout']) document.addEventListener(name, () => setTimeout(look))
addEventListener('pageshow', start)
if (all('.order-bar')[0]) root.classList.add('bar-ready')
