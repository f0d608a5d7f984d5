// Copies the text of the element that a button names; where the clipboard is refused, selects it and says so.
window.etalase = {
  copy (button) {
    const source = document.getElementById(button.dataset.copy)
    const say = done => { button.nextElementSibling.textContent = done ? button.dataset.copied : button.dataset.byHand }
    const byHand = () => {
      if (source.select) source.select()
      else getSelection().selectAllChildren(source)
      try { say(document.execCommand('copy')) } catch (refused) { say() }
    }
    try {
      navigator.clipboard.writeText(source.value || source.textContent).then(say.bind(null, true), byHand)
    } catch (refused) {
      byHand()
    }
  }
}
for (const button of document.querySelectorAll('[data-copy]')) {
  const said = document.createElement('small')
  said.setAttribute('role', 'status')
  button.after(said)
  button.hidden = false
  button.onclick = () => etalase.copy(button)
}
