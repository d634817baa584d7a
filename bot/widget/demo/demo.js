/** The demo pages: their language, their sample questions, and the tag to copy. Runs in the head, before the widget. */

const page = document.documentElement;

/** Shows one language of the page. */
function speak(lang) {
  page.lang = lang;
  for (const button of document.querySelectorAll('[data-set]')) {
    button.setAttribute('aria-pressed', String(button.dataset.set === lang));
  }
}

speak(navigator.languages.find((tag) => /^(en|fr)/.test(tag))?.slice(0, 2) || 'en');

document.addEventListener('DOMContentLoaded', () => {
  speak(page.lang);
  for (const code of document.querySelectorAll('[data-tag]')) {
    code.textContent = `<script async src="${location.origin}/widget.js"></script>`;
  }
});
document.addEventListener('click', (event) => {
  const { set, ask } = event.target.closest('button, a')?.dataset || {};
  if (set) {
    speak(set);
    window.ParisAI?.setLanguage(set);
  }
  // Without the widget the link leads to the plain page, with the question written there.
  if (ask && window.ParisAI) {
    event.preventDefault();
    window.ParisAI.ask(ask);
  }
});
