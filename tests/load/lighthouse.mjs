// Lighthouse with its mobile preset: sign-in as a visitor, home and form as a signed-in customer.
import lighthouse from 'lighthouse';

import { launch, needed, signIn } from './browser.mjs';

const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const PORT = 9333;

const base = needed('CASEWORK_URL');
const browser = await launch([`--remote-debugging-port=${PORT}`]);
try {
  // Lighthouse opens its own tabs in the default context: the session has to be there.
  const session = await browser.newBrowserCDPSession();
  for (const [name, path, signedIn] of [
    ['sign-in', '/sign-in', false],
    ['home', '/', true],
    ['form', '/cases/new', true],
  ]) {
    if (signedIn) {
      const context = await browser.newContext();
      await signIn(context, base);
      const cookies = await context.cookies();
      await session.send('Storage.setCookies', {
        cookies: cookies.map(({ name, value }) => ({ name, value, url: base, httpOnly: true, sameSite: 'Lax' })),
      });
      await context.close();
    }
    const { lhr } = await lighthouse(`${base}${path}`, {
      port: PORT,
      onlyCategories: CATEGORIES,
      disableStorageReset: true,
      logLevel: 'error',
    });
    const scores = CATEGORIES.map((id) => `${id} ${Math.round(lhr.categories[id].score * 100)}`);
    const shift = lhr.audits['cumulative-layout-shift'].displayValue;
    const paint = lhr.audits['largest-contentful-paint'].displayValue;
    console.log(`lighthouse mobile, ${name}: ${scores.join(', ')}; layout shift ${shift}, largest paint ${paint}`);
    for (const id of CATEGORIES) {
      for (const { id: audit } of lhr.categories[id].auditRefs) {
        const { score, title, scoreDisplayMode } = lhr.audits[audit];
        if (score !== null && score < 0.9 && scoreDisplayMode !== 'informative') {
          console.log(`  ${id}: ${title} (${audit}) ${score}`);
        }
      }
    }
  }
} finally {
  await browser.close();
}
