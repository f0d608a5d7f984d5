// Counting visits. No service's own snippet is copied into the page: the policy lets in only these bytes and the host of
// each service, so its script is loaded here, as its documentation says it may be.
const facts = document.getElementById('analytics')
if (!facts) return
const { home, services } = JSON.parse(facts.textContent)
const kinds = {}

const load = (src, attributes = {}) => {
  const script = document.createElement('script')
  script.async = true
  script.src = src
  for (const name in attributes) script.setAttribute('data-' + name, attributes[name])
  document.head.append(script)
}
