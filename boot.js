// Starts the app under the strictest policy: no inline script, no eval, Trusted Types.
// Trunk writes the names of the built files into the attributes of this file's script element.

const texts = {
  es: {
    failed: 'Este navegador no pudo iniciar WebAssembly. Actualícelo, o pida a quien lo administra que lo permita, y recargue la página.',
    broken: 'Atalaya se detuvo por un error propio. Los hubs siguen en marcha; recargue la página para volver a verlos.',
    reload: 'Recargar',
  },
  en: {
    failed: 'This browser could not start WebAssembly. Update it, or ask its administrator to allow it, and reload the page.',
    broken: 'Atalaya stopped because of a fault of its own. The hubs go on; reload the page to see them again.',
    reload: 'Reload',
  },
  pt: {
    failed: 'Este navegador não conseguiu iniciar o WebAssembly. Atualize-o, ou peça a quem o administra que o permita, e recarregue a página.',
    broken: 'O Atalaya parou por um erro próprio. Os hubs continuam em execução; recarregue a página para vê-los novamente.',
    reload: 'Recarregar',
  },
};

function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage may be refused; then the defaults hold
  }
}

const [asked] = (kept('atalaya.lang') ?? navigator.language ?? '').split('-');
const language = Object.hasOwn(texts, asked) ? asked : 'es';
document.documentElement.lang = language;
const theme = kept('atalaya.theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;

// Leptos makes static markup through a template's innerHTML, which Trusted Types refuse unless a policy says what may
// pass. What the app's own views never hold is refused; what a hub says never comes here, it is only ever text.
const forbidden = /<\s*(script|iframe|object|embed|base|meta|link|style|form)\b|\son\w+\s*=|javascript:/i;
globalThis.trustedTypes?.createPolicy('default', {
  createHTML: (markup) => (forbidden.test(markup) ? null : markup),
});

function panel(text, detail) {
  document.getElementById('boot')?.remove();
  document.querySelector('.panic')?.remove();
  const box = document.createElement('div');
  box.className = 'panic';
  box.setAttribute('role', 'alert');
  box.dataset.testid = 'panic';
  const says = document.createElement('p');
  says.textContent = text;
  const reload = document.createElement('button');
  reload.className = 'primary';
  reload.textContent = texts[language].reload;
  reload.addEventListener('click', () => location.reload());
  box.append(says, reload);
  if (detail) {
    const more = document.createElement('code');
    more.textContent = String(detail).slice(0, 400);
    box.append(more);
  }
  document.body.append(box);
}

window.atalayaPanic = (message) => panel(texts[language].broken, message);

// A release build stops at a fault without a message: only the wasm trap arrives here.
const stopped = (error) => {
  if (error?.name === 'RuntimeError' && !document.querySelector('.panic')) atalayaPanic(error.message);
};
addEventListener('error', ({ error }) => stopped(error));
addEventListener('unhandledrejection', ({ reason }) => stopped(reason));

performance.mark('atalaya:boot');

const { js, wasm } = document.querySelector('script[data-wasm]').dataset;
try {
  if (typeof WebAssembly !== 'object') throw new Error('no WebAssembly');
  const app = await import(js);
  await app.default({ module_or_path: wasm });
  document.getElementById('boot')?.remove();
} catch (error) {
  if (!document.querySelector('.panic')) panel(texts[language].failed, error);
  throw error;
}
