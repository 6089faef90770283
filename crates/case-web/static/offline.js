// The page without a connection: its files, and what the API last said of whoever is signed in and of the rules. So the form
// opens and checks; what is entered is kept on the device as always.
//
// With a connection, the network answers: nothing comes from here but files whose names hold a hash of their content.

// `cargo xtask build` writes the addresses of the page's files here, and what tells this version from any other.
const FILES = [];
const VERSION = "";

const FILES_KEPT = `casework-files-${VERSION}`;
const ANSWERS_KEPT = "casework-answers";

// What the form needs of the API.
const ANSWERS = /\/api\/(session|policy|hours|preferences)$/;

// What makes another person of whoever is signed in.
const SIGNING = /\/api\/sign-(in|out)$/;

// A name of a file that is kept for ever.
const HASHED = /-[0-9a-f]{16}\.\w+$/;

// When an answer was kept, by this device's clock.
const KEPT_AT = "x-kept-at";

// After so many milliseconds without an answer, the last one will do.
const PATIENCE = 5000;

addEventListener("install", (event) => {
  const fill = async () => {
    const cache = await caches.open(FILES_KEPT);
    const fresh = (address) => new Request(address, { cache: HASHED.test(address) ? "default" : "no-cache" });
    await cache.addAll(["/", ...FILES].map(fresh));
  };
  event.waitUntil(fill());
});

// A new version takes over when no page of the one before is open any more: until then those have their files.
addEventListener("activate", (event) => {
  const begin = async () => {
    await registration.navigationPreload?.enable();
    const kept = await caches.keys();
    const others = kept.filter((name) => name.startsWith("casework-files-") && name !== FILES_KEPT);
    await Promise.all(others.map((name) => caches.delete(name)));
    await clients.claim();
  };
  event.waitUntil(begin());
});

// What a page was answered before this could hear it; and who is signed in, which it knows from signing in.
addEventListener("message", (event) => {
  const needed = event.data.filter((address) => ANSWERS.test(new URL(address).pathname));
  const sessions = needed.map((address) => address.replace(/[^/]+$/, "session"));
  event.waitUntil(Promise.all([...new Set([...needed, ...sessions])].map(ask)));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const isOurs = origin === location.origin;
  if (SIGNING.test(pathname)) {
    event.respondWith(sign(event));
  } else if (request.method !== "GET") {
    return;
  } else if (ANSWERS.test(pathname)) {
    event.respondWith(answer(event));
  } else if (isOurs && FILES.includes(pathname)) {
    event.respondWith(HASHED.test(pathname) ? keptFirst(request) : networkFirst(event, request, () => file(request)));
  } else if (isOurs && request.mode === "navigate" && !/^\/api\/|\.\w+$/.test(pathname)) {
    event.respondWith(networkFirst(event, request, () => file("/")));
  }
});

// The texts of a language are asked for with their version, which the page checks itself.
const file = (request) => caches.match(request, { cacheName: FILES_KEPT, ignoreSearch: true, ignoreVary: true });

const keptFirst = async (request) => (await file(request)) ?? fetch(request);

// The network's answer; where none comes, or a gateway has none either, what is kept.
const networkFirst = async (event, request, kept, take = () => {}) => {
  const asked = Promise.resolve(event.preloadResponse).then((preloaded) => preloaded ?? fetch(request));
  const inTime = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const late = inTime.then(kept).then((found) => found ?? asked);
  try {
    const response = await Promise.race([asked, late]);
    take(response);
    return response.status < 500 ? response : ((await kept()) ?? response);
  } catch (error) {
    const found = await kept();
    if (found) return found;
    throw error;
  }
};

const answer = (event) => {
  const take = (response) => {
    if (response.headers.has("age")) return;
    if (response.ok) event.waitUntil(keep(event.request, response.clone()));
    else if (response.status === 401) event.waitUntil(caches.delete(ANSWERS_KEPT));
  };
  return networkFirst(event, event.request, () => keptAnswer(event.request), take);
};

// Whoever signs in or out, nothing of the one before stays.
const sign = async (event) => {
  const { request } = event;
  const response = await fetch(request);
  await caches.delete(ANSWERS_KEPT);
  if (response.ok && request.url.endsWith("in")) event.waitUntil(ask(request.url.replace(/sign-in$/, "session")));
  return response;
};

const ask = async (address) => {
  const request = new Request(address, { credentials: "include" });
  try {
    const response = await fetch(request);
    if (response.ok) await keep(request, response);
  } catch {
    // The next page asks again.
  }
};

const keep = async (request, response) => {
  const headers = new Headers(response.headers);
  headers.set(KEPT_AT, Date.now());
  const cache = await caches.open(ANSWERS_KEPT);
  await cache.put(request, new Response(await response.blob(), { headers }));
};

// With its age in seconds, as a cache between would say it.
const keptAnswer = async (request) => {
  const found = await caches.match(request, { cacheName: ANSWERS_KEPT, ignoreVary: true });
  if (!found) return undefined;
  const headers = new Headers(found.headers);
  headers.set("age", Math.round((Date.now() - headers.get(KEPT_AT)) / 1000));
  return new Response(found.body, { headers });
};
