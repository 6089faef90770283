// Pages that one has left are let go of: somebody may have the program open for weeks.
import type { CDPSession, Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";

/** What the page has after everything was let go of that nothing needs. */
async function kept(session: CDPSession): Promise<{ nodes: number; listeners: number }> {
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const value = (name: string) => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  return { nodes: value("Nodes"), listeners: value("JSEventListeners") };
}

/** From a page to all others and back, by their links. */
async function goRound(page: Page): Promise<void> {
  const level = { level: 1 } as const;
  const go = async (link: string, heading: string) => {
    await page.getByRole("link", { name: link, exact: true }).first().click();
    await expect(page.getByRole("heading", { ...level, name: heading })).toBeVisible();
  };
  await go("Cases", "Cases");
  await go("A budget that does not warn", "A budget that does not warn");
  await go("Cases", "Cases");
  await go("Create case", "Create case");
  await page.getByRole("radio", { name: "Account and billing", exact: true }).click();
  await page.getByRole("button", { name: "Next step: Additional information" }).click();
  await expect(page.getByRole("textbox", { name: "Subject", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Next step: Solve now or contact us" }).click();
  await expect(page.getByRole("radio", { name: "Web", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Next step: Review" }).click();
  await expect(page.getByRole("button", { name: "Submit", exact: true })).toBeVisible();
  await go("Plans", "Plans");
  await page.getByRole("button", { name: "Account and sign-out" }).click();
  await go("Account settings", "Account settings");
  await go("Home", "Support centre");
}

test("pages that were left are let go of, whatever they were", async ({ session, account, signIn, form, home, page }) => {
  await session.createCase();
  await signIn(account.root);
  // A form whose every step is answered: the way leads through all of them.
  await form.open();
  await form.classify("billing", "Billing and charges", "Budgets and cost alerts", "low");
  await form.nextDetails.click();
  await form.subject.fill("Another budget");
  await form.description.fill("The budget was passed yesterday.");
  await form.nextContact.click();
  await form.channel("web").check();
  await expect(form.saved("account")).toBeVisible();
  await page.goto("/");
  await expect(home.title).toBeVisible();
  const tools = await page.context().newCDPSession(page);
  await tools.send("Performance.enable");
  for (let round = 0; round < 3; round += 1) await goRound(page);
  const before = await kept(tools);
  for (let round = 0; round < 10; round += 1) await goRound(page);
  // A page that stays has hundreds of elements, each time.
  await expect.poll(async () => (await kept(tools)).nodes - before.nodes).toBeLessThan(500);
  await expect.poll(async () => (await kept(tools)).listeners - before.listeners).toBeLessThan(20);
});
