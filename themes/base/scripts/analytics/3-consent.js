// Whether this visit may be counted. The answer is kept for this site in this browser, as `no`, or as `yes` with the
// services that were asked for: a new one is asked for anew. A browser that asks not to be tracked has answered.
const key = 'analytics ' + new URL('.', new URL(home, location)).pathname
const asking = services.filter(it => it.asks).map(it => it.service)
const opposed = navigator.globalPrivacyControl === true || navigator.doNotTrack === '1'
const every = (selector, then) => document.querySelectorAll(selector).forEach(then)
const running = []
let answer = ''
try { answer = localStorage.getItem(key) || '' } catch (refused) {}

// Not in the preview, not from a folder, not on a machine of one's own: nobody visits there.
const visited = /^http/.test(location.protocol) && !document.getElementById('etalase-preview') &&
  !/^(localhost|127\.[\d.]+|\[::1\])$/.test(location.hostname)

const refused = () => opposed || answer === 'no'
const allowed = it => !refused() && (!it.asks || answer.split(' ').slice(1).includes(it.service))

const start = () => {
  for (const it of visited ? services : []) {
    if (!allowed(it) || running.includes(it)) continue
    running.push(it)
    kinds[it.service].start(it)
  }
}

// The cookies of services that wait for a yes: taken back with it, from this host and those above it.
const forget = () => {
  const names = document.cookie.split('; ').map(it => it.split('=')[0]).filter(it => /^(_ga|_fb[pc]$|_ttp$|_tt_|ttcsid)/.test(it))
  const parts = location.hostname.split('.')
  for (const name of names) {
    const gone = name + '=; Max-Age=0; Path=/'
    document.cookie = gone
    parts.forEach((_, at) => { document.cookie = gone + '; Domain=' + parts.slice(at).join('.') })
  }
}

const show = () => {
  const open = !refused() && (asking.length ? !asking.every(it => answer.split(' ').includes(it)) : !answer)
  const said = opposed ? 'browser' : open ? 'open' : answer === 'no' ? 'no' : 'yes'
  every('[data-consent]', it => { it.hidden = !open })
  every('[data-chosen]', it => { it.hidden = it.dataset.chosen !== said })
  every('[data-choose]', it => { it.hidden = opposed })
}

const choose = given => {
  answer = given
  try { localStorage.setItem(key, given) } catch (refused) {}
  show()
  if (given !== 'no') return start()
  if (asking.length) forget()
  if (running.length) location.reload() // what runs cannot be stopped
}

// Under the first section, so that it covers nothing and pushes nothing out of the first screen; where the choice
// stands in full there is no need to ask.
const inSight = selector => [...document.querySelectorAll(selector)].find(it => it.getClientRects()[0])
const lead = inSight('.landing-lead,.campaign-summary .card-in,.campaign-summary .board-rest') ||
  inSight('.campaign-summary') || inSight('.card-in') || document.getElementById('main')
every('[data-consent]', it => {
  if (document.querySelector('[data-choose]')) it.remove()
  else lead.append(it)
})
every('[data-answer-yes]', it => { it.onclick = () => choose(['yes', ...asking].join(' ')) })
every('[data-answer-no]', it => { it.onclick = () => choose('no') })
if (refused() && asking.length) forget() // also what a service wrote while its page was being left
show()
start()
