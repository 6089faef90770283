// G1: whatever ends the browser, at whatever moment, what was entered is there again (but for the last second).
import { type LaunchOptions } from "@playwright/test";
import { MortalBrowser } from "../../support/mortal-browser.ts";
import { CreateCasePage } from "../../support/pages/create-case.ts";
import { SignInPage } from "../../support/pages/sign-in.ts";
import { expect, test } from "../../support/test.ts";

const rounds = 50;

/** At most so much of what was typed last may be lost, in milliseconds. */
const second = 1000;

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test("G1: a browser that is killed at 50 random moments has lost nothing but the last second", async ({
  account,
  server,
  launchOptions,
}) => {
  test.setTimeout(15 * 60_000);
  const chance = random(20_261_123);
  const browser = await MortalBrowser.create(launchOptions as LaunchOptions);
  try {
    let page = await browser.open(`${server.url}/cases/new`);
    await new SignInPage(page, "en").signIn(account.root);
    let form = new CreateCasePage(page, "en");
    await form.caseType("billing").check();
    await page.goto(`${server.url}/cases/new?step=details`);
    await form.subject.fill("A browser that dies");
    await form.attach.setInputFiles({ name: "log.txt", mimeType: "text/plain", buffer: Buffer.from("It was here.\n") });
    await expect(form.file("log.txt")).toBeVisible();
    await expect(form.saved("device")).toBeVisible();
    let typed = await form.description.inputValue();
    for (let round = 1; round <= rounds; round += 1) {
      await form.description.focus();
      await page.keyboard.press("Control+End");
      // What stood in the field, and since when.
      const seen = [{ text: typed, at: 0 }];
      const until = performance.now() + 200 + chance() * 1800;
      for (let word = 1; performance.now() < until; word += 1) {
        for (const letter of `${round}.${word} `) {
          await page.keyboard.type(letter);
          typed += letter;
          seen.push({ text: typed, at: performance.now() });
        }
        // Some type in one go, some stop and think.
        if (chance() < 0.1) await page.waitForTimeout(chance() * 500);
      }
      const killed = performance.now();
      await browser.kill();
      const due = seen.findLast((one) => killed - one.at >= second)?.text ?? "";

      page = await browser.open(`${server.url}/cases/new?step=details`);
      form = new CreateCasePage(page, "en");
      // A browser writes its cookies down half a minute late.
      const signInPage = new SignInPage(page, "en");
      await expect(form.subject.or(signInPage.email)).toBeVisible();
      if (await signInPage.email.isVisible()) await signInPage.signIn(account.root);
      await expect(form.subject).toHaveValue("A browser that dies");
      await expect(form.file("log.txt")).toBeVisible();
      const kept = await form.description.inputValue();
      expect(typed.startsWith(kept), `round ${round}: something else was kept: ${kept.slice(-40)}`).toBe(true);
      expect(kept.length, `round ${round}: lost ${JSON.stringify(typed.slice(kept.length))}`).toBeGreaterThanOrEqual(due.length);
      typed = kept;
    }
  } finally {
    await browser.destroy();
  }
});
