// ads.tiktok.com/help/article/standard-events-parameters. The queue is what events.js looks for when it comes;
// `auto_config` would read form fields for Advanced Matching.
kinds.tiktok = {
  start (it) {
    const ttq = window[window.TiktokAnalyticsObject = 'ttq'] = []
    ttq.methods = ['page', 'track', 'identify', 'instances', 'debug', 'on', 'off', 'once', 'ready', 'alias', 'group',
      'enableCookie', 'disableCookie', 'holdConsent', 'revokeConsent', 'grantConsent']
    ttq.setAndDefer = (queue, name) => { queue[name] = (...given) => queue.push([name, ...given]) }
    const ready = queue => {
      ttq.methods.forEach(name => ttq.setAndDefer(queue, name))
      return queue
    }
    ready(ttq)
    ttq._i = { [it.id]: Object.assign([], { _u: it.script }) }
    ttq._t = { [it.id]: Date.now() }
    ttq._o = { [it.id]: { auto_config: false } }
    ttq.instance = id => ready(ttq._i[id] || [])
    load(it.script + '?sdkid=' + it.id + '&lib=ttq')
    ttq.page()
  },
  send (event) {
    if (event === 'order') ttq.track('Contact')
    else ttq.track('ClickButton', { description: event })
  }
}
