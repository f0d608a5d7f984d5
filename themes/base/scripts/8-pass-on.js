// Hands this page's address on: to the phone's own share sheet where it has one, and to the clipboard (3-copy.js).
for (const row of document.querySelectorAll('.pass-on')) {
  const share = row.querySelector('button')
  const address = document.getElementById('page-address')
  const url = address.textContent = address.textContent || location.href.split(/[?#]/)[0] // not what an app added to it
  row.addEventListener('click', () => { address.hidden = false }, true)
  share.hidden = !navigator.share
  share.onclick = () => { navigator.share({ title: document.title, url }).catch(() => {}) }
  row.hidden = false
}
