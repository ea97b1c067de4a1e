// Starts the app under the strictest policy: no inline script, no eval, Trusted Types.
// Trunk writes the names of the built files into the attributes of this file's script element.

const texts = {
  es: {
    lacks: 'A este navegador le falta {what}, que Atalaya necesita. Actualícelo, o pida a quien lo administra que lo permita, y recargue la página.',
    unfetched: 'No se pudo traer un archivo de esta página. Compruebe la red y recargue la página.',
    outdated: 'Esta página está desactualizada: el servidor ya tiene otra versión. Recárguela.',
    failed: 'Atalaya no pudo arrancar en este navegador. Recargue la página; si vuelve a ocurrir, actualice el navegador.',
    broken: 'Atalaya se detuvo por un error propio. Los hubs siguen en marcha; recargue la página para volver a verlos.',
    reload: 'Recargar',
  },
  en: {
    lacks: 'This browser lacks {what}, which Atalaya needs. Update it, or ask its administrator to allow it, and reload the page.',
    unfetched: 'A file of this page could not be fetched. Check the network and reload the page.',
    outdated: 'This page is out of date: the server has another version by now. Reload it.',
    failed: 'Atalaya could not start in this browser. Reload the page; if that does not help, update the browser.',
    broken: 'Atalaya stopped because of a fault of its own. The hubs go on; reload the page to see them again.',
    reload: 'Reload',
  },
  pt: {
    lacks: 'Falta a este navegador {what}, de que o Atalaya precisa. Atualize-o, ou peça a quem o administra que o permita, e recarregue a página.',
    unfetched: 'Não foi possível obter um arquivo desta página. Verifique a rede e recarregue a página.',
    outdated: 'Esta página está desatualizada: o servidor já tem outra versão. Recarregue-a.',
    failed: 'O Atalaya não conseguiu iniciar neste navegador. Recarregue a página; se voltar a ocorrer, atualize o navegador.',
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

// Only a language that there is: what is kept may be anything.
const known = (tag) => Object.keys(texts).find((language) => language === String(tag).split('-')[0]);
const language = known(kept('atalaya.lang')) ?? known(navigator.language) ?? 'es';
document.documentElement.lang = language;
const theme = kept('atalaya.theme');
if (/^(light|dark|contrast)$/.test(theme)) document.documentElement.dataset.theme = theme;

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

globalThis.performance?.mark?.('atalaya:boot');

const { base, js, wasm } = document.querySelector('script[data-wasm]').dataset;

// The page that the user wants to begin with, in place of the overview: the app reads the address once it runs.
const start = kept('atalaya.start');
if (/^(inbox|hub\/\w)/.test(start) && location.pathname === base && !location.search) {
  history.replaceState(null, '', base + start);
}

// Whether the files that this page began with are no longer on the server: a later version took their place. Where they
// are there and another is missing, the page is no older than the server's: loading it anew would bring nothing.
async function gone() {
  const asked = await Promise.all([js, wasm].map((file) => fetch(file, { method: 'HEAD', cache: 'no-store' })));
  return asked.some(({ status }) => status === 404 || status === 410);
}

// A page that is out of date is loaded anew by itself, once: if that brings the same page, its user decides.
window.atalayaOutdated = async () => {
  if (!(await gone().catch(() => false))) return false;
  try {
    if (sessionStorage.getItem('atalaya.reloaded') !== js) {
      sessionStorage.setItem('atalaya.reloaded', js);
      location.reload();
      return true;
    }
  } catch {
    // Without storage it might be loaded for ever.
  }
  panel(texts[language].outdated);
  return true;
};

// The styles of what loads later, which the page names but browsers do not fetch: where they do not come, the next call
// asks anew.
let styles;
window.atalayaStyles = () => (styles ??= new Promise((came, missing) => {
  const link = document.querySelector('link[disabled]');
  link.onerror = () => {
    link.disabled = true;
    styles = undefined;
    missing();
  };
  // A server may send a page in place of what it does not have.
  link.onload = () => (link.sheet?.cssRules.length ? came() : link.onerror());
  link.disabled = false;
}));

// The editor of the workbench, a script of its own.
window.atalayaEditor = () => import('./later-editor.js');

// What the page cannot do without, by the name that a search finds.
const needed = {
  WebAssembly: globalThis.WebAssembly,
  fetch: globalThis.fetch,
  'Intl.DateTimeFormat': globalThis.Intl?.DateTimeFormat,
  'Intl.NumberFormat': globalThis.Intl?.NumberFormat,
};
const lacking = Object.keys(needed).filter((name) => !needed[name]);
try {
  if (lacking.length > 0) throw new Error(`no ${lacking.join(', ')}`);
  const app = await import(js);
  await app.default({ module_or_path: wasm });
  document.getElementById('boot')?.remove();
} catch (error) {
  // A policy of the page's may forbid what the browser has.
  if (/Content Security Policy|unsafe-eval/.test(error)) lacking.push('WebAssembly');
  if (lacking.length > 0) panel(texts[language].lacks.replace('{what}', lacking.join(', ')), error);
  else if (!document.querySelector('.panic') && !(await window.atalayaOutdated())) {
    panel(error instanceof TypeError ? texts[language].unfetched : texts[language].failed, error);
  }
  throw error;
}
