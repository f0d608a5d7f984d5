// plausible.io/docs/custom-event-goals. What clicks and forms it could find by itself is turned off: links carry messages.
kinds.plausible = {
  start (it) {
    const plausible = window.plausible = function () { (plausible.q = plausible.q || []).push(arguments) }
    plausible.init = options => { plausible.o = options }
    if (it.id.startsWith('pa-')) {
      plausible.init({ outboundLinks: false, fileDownloads: false, formSubmissions: false })
      load(it.script)
    } else {
      load(it.script, { domain: it.id })
    }
  },
  send (event, to) { plausible({ order: 'Order', link: 'Link', calendar: 'Calendar' }[event], { props: { to } }) }
}
