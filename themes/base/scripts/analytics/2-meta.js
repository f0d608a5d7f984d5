// developers.facebook.com/docs/meta-pixel. `autoConfig` would send the words of buttons and facts of the page by itself.
kinds.meta = {
  start (it) {
    const fbq = window.fbq = window._fbq = function () {
      if (fbq.callMethod) fbq.callMethod.apply(fbq, arguments)
      else fbq.queue.push(arguments)
    }
    Object.assign(fbq, { push: fbq, loaded: true, version: '2.0', queue: [] })
    fbq('set', 'autoConfig', false, it.id)
    fbq('init', it.id)
    fbq('track', 'PageView')
    load(it.script)
  },
  send (event) {
    if (event === 'order') fbq('track', 'Contact')
    else fbq('trackCustom', { link: 'LinkClick', calendar: 'CalendarClick' }[event])
  }
}
