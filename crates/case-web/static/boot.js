// Runs before the first paint: sets the remembered theme, then starts the program that the page names.
(() => {
  try {
    const theme = localStorage.getItem("casework.theme");
    if (theme) document.documentElement.dataset.theme = theme;
  } catch {
    // Without storage the page follows the system.
  }

  // The program's parts besides the first, if it was cut into parts (see crates/wasm-parts): what each page shows is
  // loaded when it is wanted.
  let parts = {};
  let first;
  const coming = {};
  const here = {};

  const load = async (name) => {
    const response = await fetch(parts[name]);
    if (!response.ok) {
      const error = new Error(`${parts[name]}: ${response.status}`);
      throw Object.assign(error, { isGone: response.status === 404 });
    }
    return WebAssembly.compile(await response.arrayBuffer());
  };

  // The page is of a version that is served no more. The new one is a reload away, and what was typed is kept on the
  // device; where a reload did not help, another would not either. Tells whether the page goes: it says no more then.
  const renew = (name) => {
    const tried = "casework.renewed-for";
    try {
      if (sessionStorage.getItem(tried) === parts[name]) return false;
      sessionStorage.setItem(tried, parts[name]);
    } catch {
      return false;
    }
    location.reload();
    return true;
  };

  // A function of a part was called before the part was there. The caller cannot wait, so the page does.
  const loadNow = (name, place) => {
    console.warn(`The part "${name}" was called before it was loaded (${place}).`);
    const request = new XMLHttpRequest();
    request.open("GET", parts[name], false);
    request.overrideMimeType("text/plain; charset=x-user-defined");
    request.send();
    const bytes = Uint8Array.from(request.responseText, (character) => character.charCodeAt(0));
    new WebAssembly.Instance(new WebAssembly.Module(bytes), { first });
    here[name] = true;
  };

  // What stands in the first part for a part's function: its name is its place in the table of functions.
  const standIn = (name) =>
    new Proxy({}, {
      get: (_, place) => (...values) => {
        if (!here[name]) loadNow(name, place);
        return first.functions.get(Number.parseInt(place, 16))(...values);
      },
    });

  let started;
  const hasStarted = new Promise((resolve) => {
    started = resolve;
  });

  globalThis.casework = {
    standIns: {},
    // Resolves when the part is there. A part that could not be had is asked for again the next time; somebody waits for
    // one that is wanted.
    part: (name, isWanted) => {
      if (!parts[name] || here[name]) return Promise.resolve();
      if (!coming[name]) {
        coming[name] = Promise.all([load(name), hasStarted])
          .then(([module]) => WebAssembly.instantiate(module, { first }))
          .then(() => {
            here[name] = true;
          })
          .finally(() => delete coming[name]);
      }
      return coming[name].catch((error) => {
        if (isWanted && error.isGone && renew(name)) return new Promise(() => {});
        throw error;
      });
    },
  };

  // The service worker, by which the page opens without a connection. With one, nobody waits for it.
  const prepareForOffline = async () => {
    const { serviceWorker } = navigator;
    const isFirst = !serviceWorker.controller;
    await serviceWorker.register("/offline.js");
    const { active } = await serviceWorker.ready;
    const asked = performance.getEntriesByType("resource").map(({ name }) => name);
    if (isFirst) active.postMessage(asked);
  };

  // A fault in the program ends it where it is: nothing answers any more, and only this is left to say so.
  const say = ({ error, reason }) => {
    if ((error ?? reason) instanceof WebAssembly.RuntimeError) document.getElementById("stopped").hidden = false;
  };

  const listen = () => {
    for (const kind of ["error", "unhandledrejection"]) addEventListener(kind, say);
    for (const button of document.querySelectorAll("#stopped button")) button.onclick = () => location.reload();
  };

  const start = async () => {
    if (globalThis.WebAssembly) listen();
    const files = document.querySelector('meta[name="program"]');
    parts = JSON.parse(files.dataset.parts || "{}");
    for (const name of Object.keys(parts)) casework.standIns[name] = standIn(name);
    try {
      const program = await import(files.content);
      first = await program.default({ module_or_path: files.dataset.wasm });
      started();
      // What a developer is working on comes without parts, and changes under the page.
      if ("serviceWorker" in navigator && parts.form) setTimeout(prepareForOffline, 2000);
    } catch (error) {
      const words = globalThis.WebAssembly ? "boot-unreachable" : "boot-failed";
      document.getElementById(words)?.removeAttribute("hidden");
      throw error;
    }
  };
  document.addEventListener("DOMContentLoaded", start);
})();
