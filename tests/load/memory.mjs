// What the page keeps after a hundred cases were opened and closed in it: the heap of scripts, the memory of the program, the
// elements and the listeners, after the first cases and after the last.
import { launch, needed, signIn } from './browser.mjs';

const CASES = 100;
/** After so many the page has everything that it loads once. */
const WARM = 10;

/** A case through the API, to be looked at. */
async function createCase(context, base, number) {
  const answer = await context.request.post(`${base}/api/cases`, {
    headers: { 'idempotency-key': `memory-${number}-${Date.now()}` },
    data: {
      caseType: 'account-and-billing',
      service: 'billing',
      category: 'cost-alerts',
      severity: 'low',
      subject: `Case ${number} of many`,
      description: 'A case that is opened and closed again.\n'.repeat(20),
      contact: { language: 'en', channel: 'web' },
    },
  });
  if (!answer.ok()) throw new Error(`creating a case answered ${answer.status()}: ${await answer.text()}`);
  return (await answer.json()).case.caseId;
}

/** Finds the memory of the program as it is started. */
function findMemory() {
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const start = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const started = await start.apply(WebAssembly, given);
      const { memory } = (started.instance ?? started).exports;
      if (memory) window.programMemory = memory;
      return started;
    };
  }
}

/** Goes to a page of the program as a link in it does. */
async function visit(page, path, heading) {
  await page.evaluate((to) => {
    const link = document.createElement('a');
    link.href = to;
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
  await heading.waitFor();
}

async function measured(session, page) {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (name) => metrics.find((one) => one.name === name).value;
  return {
    'heap of scripts, kB': metric('JSHeapUsedSize') / 1000,
    'memory of the program, kB': await page.evaluate(() => window.programMemory.buffer.byteLength / 1000),
    elements: metric('Nodes'),
    listeners: metric('JSEventListeners'),
  };
}

const base = needed('CASEWORK_URL');
const browser = await launch();
try {
  const context = await browser.newContext({ viewport: null, locale: 'en-US' });
  await signIn(context, base);
  const cases = [];
  for (let number = 1; number <= CASES; number += 1) cases.push(await createCase(context, base, number));
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  await page.addInitScript(findMemory);
  await page.goto(`${base}/cases`);
  const list = page.getByRole('heading', { level: 1, name: 'Cases' });
  await list.waitFor();
  let before;
  for (const [place, id] of cases.entries()) {
    if (place === WARM) before = await measured(session, page);
    await visit(page, `/cases/${id}`, page.getByRole('heading', { level: 1, name: `Case ${place + 1} of many` }));
    await visit(page, '/cases', list);
    await page.getByRole('link', { name: `Case ${CASES} of many` }).waitFor();
  }
  const after = await measured(session, page);
  for (const [name, value] of Object.entries(after)) {
    console.log(`${name}: ${before[name].toFixed(0)} after ${WARM} cases opened and closed, ${value.toFixed(0)} after ${CASES}`);
  }
} finally {
  await browser.close();
}
