// The page of one case.
import { billingDraft } from "../support/api.ts";
import { expect, test } from "../support/test.ts";
import { moment } from "../support/time.ts";

test("everything that was entered stands on the case's page", async ({ account, session, signIn, casePage }) => {
  const one = await session.createCase({
    ...billingDraft,
    subject: "A payment that was declined",
    service: "payment-methods",
    category: "payment-declined",
    description: "It was declined twice.\n\n  The bank knows nothing of it.",
    fields: { "payment-method": "card", "invoice-number": "INV-2026-10" },
    contact: { language: "ja", channel: "phone", country: "JP", phone: "03-1234-5678", extension: "12" },
    additionalContacts: ["kai@example.com"],
  });
  await signIn(account.root);
  await casePage.open(one.caseId);
  await expect(casePage.title).toHaveText("A payment that was declined");
  for (const told of [
    one.caseId,
    "Payment methods",
    "Declined payment",
    "INV-2026-10",
    "Japanese",
    "Phone",
    "+81312345678 (Japan)",
    "kai@example.com",
  ]) {
    await expect(casePage.details).toContainText(told);
  }
  const entry = casePage.correspondence.getByRole("listitem");
  await expect(entry).toHaveCount(1);
  await expect(entry).toContainText(account.root.email);
  expect(await entry.innerText()).toContain("It was declined twice.\n\n  The bank knows nothing of it.");
});

test("S7: the case's page shows when the first response is due, in the account's zone, and how that was counted", async ({
  account,
  session,
  signIn,
  casePage,
  page,
}) => {
  const one = await session.createCase({ ...billingDraft, severity: "high" });
  await signIn(account.root);
  await casePage.open(one.caseId);
  await expect(casePage.clock).toContainText(moment(one.response?.due, "America/New_York", "en"));
  await page.getByText("How this is counted").click();
  await expect(casePage.clock).toContainText("Target: 4 hours, around the clock");
  await expect(casePage.clock.getByRole("listitem").filter({ hasText: "Counted" })).toHaveCount(1);
  await expect(casePage.clock).toContainText("Times are in the time zone America/New York.");
});

test.describe("on Developer", () => {
  test.use({ plan: "developer" });

  test("S7: what does not count is told with its reason", async ({ account, session, signIn, casePage, page }) => {
    // 24 hours of business hours are more than two working days: there is always a night between.
    const one = await session.createCase({ ...billingDraft, severity: "low" });
    await signIn(account.root);
    await casePage.open(one.caseId);
    await expect(casePage.clock).toContainText(moment(one.response?.due, "America/New_York", "en"));
    await page.getByText("How this is counted").click();
    await expect(casePage.clock).toContainText("24 hours of business hours");
    await expect(casePage.clock.getByRole("listitem").filter({ hasText: "Outside business hours" }).first()).toBeVisible();
  });
});

test.describe("on Basic", () => {
  test.use({ plan: "basic" });

  test("S2: without a target the page says that there is none", async ({ account, session, signIn, casePage, page }) => {
    const one = await session.createCase();
    await signIn(account.root);
    await casePage.open(one.caseId);
    await expect(page.getByRole("main")).toContainText("Your plan promises no response time.");
  });
});

test("X3: another account's case is not found, like one that does not exist", async ({
  account,
  accounts,
  session,
  signIn,
  casePage,
  page,
}) => {
  const one = await session.createCase({ ...billingDraft, subject: "Nobody else's business" });
  const other = await accounts.create({ plan: "business" });
  await signIn(other.root);
  await casePage.open(one.caseId);
  await expect(casePage.title).toHaveText("There is no such case");
  await expect(page.getByText("Nobody else's business")).toHaveCount(0);
  const address = one.caseId.replace(account.id, other.id);
  await casePage.open(address);
  await expect(casePage.title).toHaveText("There is no such case");
  await casePage.open("no-case-at-all");
  await expect(casePage.title).toHaveText("There is no such case");
  await page.getByRole("link", { name: "View all cases" }).click();
  await expect(page).toHaveURL("/cases");
});

test("an address without a page says so, and leads home", async ({ account, signIn, home, page }) => {
  await signIn(account.root);
  await page.goto("/no/such/page");
  await expect(home.title).toHaveText("There is no such page");
  await page.getByRole("link", { name: "To the home page" }).click();
  await expect(home.title).toHaveText("Support centre");
});
