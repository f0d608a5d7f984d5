// The link in the masthead opens the list that it leads to.
document.addEventListener('click', event => {
  if (event.target.closest('.masthead-official')) document.querySelector('.official').open = true
})
