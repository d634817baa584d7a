/** The configurator: options to a tag, shown on the widget of this very page. */

const form = document.getElementById('options');
const done = document.getElementById('done');
const WORDS = {
  en: { ask: 'Ask Paris AI', copied: 'Copied.', failed: 'Your browser did not allow the copy: select the text instead.' },
  fr: { ask: 'Interroger Paris IA', copied: 'Copié.', failed: 'Votre navigateur n’a pas permis la copie : sélectionnez plutôt le texte.' },
};
const DEFAULTS = { lang: 'auto', theme: 'auto', accent: '#14513f' };

const attribute = (text) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
// A font's name may not end the declaration it stands in.
const declared = (text) => text.replace(/[^\w\s,"'-]/g, '');

/** What was chosen and differs from what comes by itself. */
function chosen() {
  const values = Object.fromEntries(new FormData(form));
  for (const name in values) if (!values[name].trim() || values[name] === DEFAULTS[name]) delete values[name];
  return values;
}

function properties({ accent, radius, size, font }) {
  return {
    '--paris-ai-accent': accent,
    '--paris-ai-radius': radius && radius + 'px',
    '--paris-ai-size': size && size + 'px',
    '--paris-ai-font': font && declared(font),
  };
}

function show() {
  const values = chosen();
  const data = { lang: values.lang, theme: values.theme, telegram: values.telegram, privacy: values.privacy };
  const inline = values.mode === 'inline';
  const lang = values.lang || document.documentElement.lang;
  if (values.mode === 'left') data.position = 'left';
  const attributes = Object.entries(data).filter(([, value]) => value)
    .map(([name, value]) => ` data-${name}="${attribute(value)}"`).join('');
  const style = Object.entries(properties(values)).filter(([, value]) => value)
    .map(([name, value]) => `  ${name}: ${value};\n`).join('');
  document.getElementById('code').textContent =
    `<script async src="${location.origin}/widget.js"${inline ? '' : attributes}></script>\n`
    + (inline ? `<paris-ai-chat inline${attributes}></paris-ai-chat>\n` : '')
    // For visitors without scripts: the plain page, in the language chosen, else in this page's.
    + `<noscript><a href="${location.origin}/chat?lang=${lang}">${WORDS[lang].ask}</a></noscript>\n`
    + (style && `<style>\nparis-ai-chat {\n${style}}\n</style>`);
  document.getElementById('policy').textContent = `script-src ${location.origin}; connect-src ${location.origin}`;

  const widget = document.querySelector('paris-ai-chat');
  if (!widget) return;
  for (const [name, value] of Object.entries(properties(values))) {
    if (value) widget.style.setProperty(name, value);
    else widget.style.removeProperty(name);
  }
  for (const name of ['theme', 'position', 'telegram', 'privacy']) {
    if (data[name]) widget.dataset[name] = data[name];
    else delete widget.dataset[name];
  }
}

/** The options' words, in the page's language. */
function name() {
  for (const option of form.querySelectorAll('option[data-en]')) option.textContent = option.dataset[document.documentElement.lang];
}

form.addEventListener('input', show);
form.addEventListener('submit', (event) => event.preventDefault());
new MutationObserver(() => { name(); show(); }).observe(document.documentElement, { attributes: true, attributeFilter: ['lang'] });
document.addEventListener('click', async (event) => {
  const id = event.target.closest('[data-copy]')?.dataset.copy;
  if (!id) return;
  const words = WORDS[document.documentElement.lang];
  const copy = navigator.clipboard?.writeText(document.getElementById(id).textContent) ?? Promise.reject();
  done.textContent = await copy.then(() => words.copied, () => words.failed);
});
name();
show();
