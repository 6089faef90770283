// The plans side by side.
import { expect, test } from "../support/test.ts";

test.use({ plan: "developer" });

test("T3: all five plans stand side by side, the account's own marked", async ({ account, signIn, page }) => {
  await signIn(account.root);
  await page.goto("/plans");
  const plans = page.getByRole("main").getByRole("heading", { level: 2 });
  await expect(plans).toHaveText(["Basic", "Developer", "Business", "Enterprise On-Ramp", "Enterprise"]);
  const own = page.getByRole("listitem").filter({ hasText: "Your plan" });
  await expect(own.getByRole("heading", { level: 2 })).toHaveText("Developer");
});

test("S1: each plan tells its severities with their targets", async ({ account, signIn, page }) => {
  await signIn(account.root);
  await page.goto("/plans");
  const plan = (name: string) =>
    page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 2, name, exact: true }) });
  await expect(plan("Basic")).toContainText("No promised time");
  await expect(plan("Developer")).toContainText("System impairedwithin 12 hours");
  await expect(plan("Enterprise On-Ramp")).toContainText("Business-critical system downwithin 30 minutes");
  await expect(plan("Enterprise")).toContainText("Business-critical system downwithin 15 minutes");
});

test("C3: each plan tells by which ways one is answered, for each type of case", async ({ account, signIn, page }) => {
  await signIn(account.root);
  await page.goto("/plans");
  const plan = (name: string) =>
    page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 2, name, exact: true }) });
  await expect(plan("Basic")).toContainText("Contact for technical casesNot included");
  await expect(plan("Basic")).toContainText("Contact for account and billingWeb and Phone");
  await expect(plan("Developer")).toContainText("Contact for service limit increasesWeb");
  await expect(plan("Business")).toContainText("Contact for technical casesWeb, Chat, and Phone");
  await expect(plan("Business")).toContainText("Contact for service limit increasesWeb, Chat, and Phone");
});
