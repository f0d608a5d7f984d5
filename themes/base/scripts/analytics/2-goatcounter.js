// goatcounter.com/help/events.
kinds.goatcounter = {
  start (it) { load(it.script, { goatcounter: it.report }) },
  send (event, to) { if (window.goatcounter && goatcounter.count) goatcounter.count({ path: event + '-' + to, title: event, event: true }) }
}
