// Has the browser make or use a passkey, and sends what it says with the form that asked.
import './webauthn.js';

const { browserSupportsWebAuthn, startAuthentication, startRegistration } = globalThis.SimpleWebAuthnBrowser;

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!browserSupportsWebAuthn()) continue;
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void ask(form);
  });
}

async function ask(form) {
  const button = form.querySelector('button');
  const problem = form.querySelector('[role="alert"]');
  button.disabled = true;
  problem.textContent = '';
  try {
    const optionsJSON = JSON.parse(form.dataset.options);
    const answer = await (form.dataset.passkey === 'create' ? startRegistration : startAuthentication)({ optionsJSON });
    form.elements.response.value = JSON.stringify(answer);
    form.submit();
  } catch (error) {
    problem.textContent = wordsFor(error);
    button.disabled = false;
  }
}

function wordsFor({ name }) {
  if (name === 'InvalidStateError') return 'This device has a passkey for you already.';
  if (name === 'NotAllowedError') return 'That was cancelled, or took too long.';
  return 'The passkey could not be used here.';
}
