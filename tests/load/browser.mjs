// Chromium as the measurements use it: a real window, no emulated screen, nothing in the background.
import { chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--window-size=1280,900',
];

/** The environment variable, or an error that says what to run instead of this script. */
export function needed(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run \`cargo xtask bench\``);
  return value;
}

export async function launch(more = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [...FLAGS, ...more],
  });
}

/** Signs in through the API, so that the page starts with a session. */
export async function signIn(context, base) {
  const answer = await context.request.post(`${base}/api/sign-in`, {
    data: { kind: 'root', email: needed('CASEWORK_EMAIL'), password: needed('CASEWORK_PASSWORD') },
  });
  if (!answer.ok()) throw new Error(`sign-in answered ${answer.status()}: ${await answer.text()}`);
}

export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}
