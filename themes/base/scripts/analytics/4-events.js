// What people press (a right click follows nothing): an order that is sent, a link, a calendar. Only the kind and the host it leads to are told.
const told = event => {
  const link = event.target.closest('a[href]')
  if (!running.length || !link) return
  const url = new URL(link.href, location)
  const calendar = /\.ics$/.test(url.pathname) || url.host === 'calendar.google.com'
  if (url.host === location.host && !calendar) return
  const order = link.closest('[data-channel],.order-lines')
  if (!event.defaultPrevented && event.button !== 2) {
    const to = url.hostname || url.protocol.slice(0, -1)
    for (const it of running) kinds[it.service].send(order ? 'order' : calendar ? 'calendar' : 'link', to)
  }
  // Links to a chat carry what was written. What services do with clicks by themselves listens further up; it does not
  // hear of these.
  if (url.search) event.stopPropagation()
}
for (const name of ['click', 'auxclick']) document.body.addEventListener(name, told)
