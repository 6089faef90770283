// The program comes in parts: what a page shows is loaded when it is wanted, and a part that does not come is told.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";

/** Keeps parts of these names away until the answer is called. */
async function withhold(page: Page, ...names: string[]): Promise<() => Promise<void>> {
  const part = new RegExp(`/(${names.join("|")})-[0-9a-f]+\\.wasm$`);
  await page.route(part, (route) => route.abort());
  return () => page.unroute(part);
}

test("signing in and home need none of the later parts; a page whose part does not come says so and tries again", async ({
  account,
  signInPage,
  watch,
  home,
  caseList,
  page,
}) => {
  watch.allow(/ERR_FAILED/);
  const release = await withhold(page, "cases", "form", "form-steps");
  await signInPage.open();
  await signInPage.signIn(account.root);
  await expect(home.title).toHaveText("Support centre");
  await page.getByRole("link", { name: "View all cases" }).click();
  await expect(caseList.title).toHaveText("Cases");
  await expect(page.getByRole("alert")).toContainText("No connection");
  await release();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("main")).toContainText("No cases yet");
});

test("the form's first step needs none of the later ones; what one answered is there when they come", async ({ account, signIn, watch, form, page }) => {
  watch.allow(/ERR_FAILED/);
  const release = await withhold(page, "cases", "form-steps");
  await signIn(account.root);
  await form.open();
  await form.classify("technical", "Elastic Compute Cloud (EC2): Linux", "Instance connectivity", "urgent");
  await form.nextDetails.click();
  await expect(page.getByRole("alert")).toContainText("No connection");
  await release();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(form.subject).toBeVisible();
  await form.back.click();
  await expect(form.severity("urgent")).toBeChecked();
});

test("a part that is called before it is there comes at once", async ({ account, signIn, watch, caseList, page }) => {
  watch.allow(/was called before it was loaded/);
  // As if the program did not wait for its parts.
  await page.addInitScript(() => {
    let casework: { part(name: string): Promise<void> } | undefined;
    Object.defineProperty(globalThis, "casework", {
      get: () => casework,
      set(given) {
        casework = Object.assign(given, { part: () => Promise.resolve() });
      },
    });
  });
  const late = page.waitForEvent("console", (message) => message.text().includes("was called before it was loaded"));
  await signIn(account.root);
  await caseList.open();
  await late;
  await expect(caseList.title).toBeVisible();
});

test("a part that is served no more reloads the page, once: a newer version is there", async ({
  account,
  signIn,
  watch,
  home,
  form,
  page,
}) => {
  watch.allow(/status of 404/);
  let loads = 0;
  let served = false;
  page.on("domcontentloaded", () => (loads += 1));
  await page.route(/\/form-[0-9a-f]+\.wasm$/, (route) => (served && loads > 1 ? route.continue() : route.fulfill({ status: 404 })));
  await signIn(account.root);
  await home.open();
  await home.createCase.click();
  await expect(page.getByRole("alert")).toContainText("No connection");
  expect(loads).toBe(2);
  served = true;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(form.heading).toBeVisible();
  expect(loads).toBe(2);
});
