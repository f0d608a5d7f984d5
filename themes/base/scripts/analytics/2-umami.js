// umami.is/docs/tracker-configuration, umami.is/docs/tracker-functions.
kinds.umami = {
  start (it) { load(it.script, { 'website-id': it.id, 'host-url': it.report }) },
  send (event, to) { if (window.umami) umami.track(event, { to }) }
}
