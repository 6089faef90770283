// From a keystroke in Subject to its painted feedback, at 4x CPU throttling, beside a bare page with one input.
//
// Both pages are measured alike, alternately, in one run: from the key event's own time stamp to the first task after the
// frame that follows it. So the frame rate is in both numbers, and their difference is what the form costs.
import { launch, needed, quantile, signIn } from './browser.mjs';

const KEYSTROKES = 300;
const THROTTLING = 4;
/** Between two keystrokes, milliseconds: 14 letters a second. */
const PACE = 60;
/** From one frame to the next, milliseconds. */
const FRAME = 1000 / 60;
const GOLDEN_RATIO = 0.618;
/** Long enough for what follows a change: the counter, the draft written down, milliseconds. */
const SETTLING = 1000;
const LIMIT = { median: 4, p99: 8 };

/** Records, for each key pressed from now on, the time to paint and the time spent in scripts. */
function record() {
  window.samples = [];
  addEventListener(
    'keydown',
    (event) => {
      const script = performance.now();
      let spent = 0;
      // The input event follows in the same task; a microtask after it sees the work that handlers left behind.
      addEventListener('input', () => queueMicrotask(() => (spent = performance.now() - script)), { once: true });
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.samples.push({ painted: performance.now() - event.timeStamp, script: spent });
        port2.postMessage(null);
      });
    },
    { capture: true },
  );
}

/** Types at the pace of somebody quick, at moments that fall evenly into the time between two frames. */
async function type(page, text) {
  const before = await page.evaluate(() => window.samples.length);
  for (const [place, letter] of [...text].entries()) {
    await page.keyboard.press(letter === ' ' ? 'Space' : letter);
    await page.waitForTimeout(PACE + FRAME * ((place * GOLDEN_RATIO) % 1));
  }
  await page.waitForFunction((n) => window.samples.length >= n, before + text.length);
}

/** Brings a page to the state in which one types: in front and drawn, the pointer in the field, some letters typed. */
async function settle(page, field) {
  await page.bringToFront();
  await field.click();
  await type(page, 'warm');
  await field.fill('');
  await page.waitForTimeout(SETTLING);
  await page.evaluate(() => (window.samples = []));
}

async function openForm(context, base) {
  const page = await context.newPage();
  await page.goto(`${base}/cases/new`);
  await page.getByRole('radio', { name: /^Account and billing/ }).check();
  await page.getByRole('combobox', { name: 'Service' }).click();
  await page.getByRole('listbox').getByRole('option').first().click();
  // The last category asks for nothing more.
  await page.getByRole('combobox', { name: 'Category' }).click();
  await page.getByRole('listbox').getByRole('option').last().click();
  await page.getByRole('radio', { name: /General guidance/ }).check();
  await page.getByRole('button', { name: 'Next step: Additional information' }).click();
  const subject = page.getByRole('textbox', { name: 'Subject' });
  await subject.waitFor();
  return { page, field: subject };
}

async function openBare(context, base) {
  const page = await context.newPage();
  await page.goto(`${base}/health`);
  await page.setContent('<label>Subject <input></label>');
  return { page, field: page.getByLabel('Subject') };
}

const base = needed('CASEWORK_URL');
const browser = await launch();
try {
  const context = await browser.newContext({ viewport: null, locale: 'en-US' });
  await signIn(context, base);
  const pages = { bare: await openBare(context, base), form: await openForm(context, base) };
  const samples = { bare: [], form: [] };
  for (const { page } of Object.values(pages)) {
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLING });
    await page.evaluate(record);
  }
  // Alternately, in pieces, so that whatever else the machine does falls on both.
  const piece = 'the bill of may has one charge';
  for (let typed = 0; typed < KEYSTROKES; typed += piece.length) {
    for (const [name, { page, field }] of Object.entries(pages)) {
      await settle(page, field);
      await type(page, piece);
      samples[name].push(...(await page.evaluate(() => window.samples)));
    }
  }
  const figure = (name, member, q) => quantile(samples[name].map((one) => one[member]), q);
  for (const [label, q, limit] of [
    ['median', 0.5, LIMIT.median],
    ['p99', 0.99, LIMIT.p99],
  ]) {
    const [form, bare] = [figure('form', 'painted', q), figure('bare', 'painted', q)];
    console.log(
      `keystroke to paint, ${label}: form ${form.toFixed(1)} ms, bare input ${bare.toFixed(1)} ms, ` +
        `above it ${(form - bare).toFixed(1)} ms (aim: at most ${limit})`,
    );
  }
  console.log(
    `script of a keystroke: form median ${figure('form', 'script', 0.5).toFixed(2)} ms, p99 ` +
      `${figure('form', 'script', 0.99).toFixed(2)} ms; bare median ${figure('bare', 'script', 0.5).toFixed(2)} ms`,
  );
  console.log(`${samples.form.length} keystrokes on each page, CPU throttled ${THROTTLING} times`);
} finally {
  await browser.close();
}
