// Sends the form of a page that is only on the way to somewhere else.
document.querySelector('form[data-submit]')?.submit();
