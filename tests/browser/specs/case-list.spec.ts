// The list of all cases.
import { billingDraft } from "../support/api.ts";
import { expect, test } from "../support/test.ts";

test("an account without cases is told so", async ({ account, signIn, caseList, page }) => {
  await signIn(account.root);
  await caseList.open();
  await expect(caseList.title).toHaveText("Cases");
  await expect(page.getByRole("main")).toContainText("No cases yet");
});

test("L7: a case stands in the list with status, severity, type and dates", async ({
  account,
  session,
  signIn,
  caseList,
  page,
}) => {
  const one = await session.createCase({ ...billingDraft, severity: "urgent", subject: "Everything at once" });
  await signIn(account.root);
  await caseList.open();
  const columns = ["Subject", "Status", "Severity", "Type", "Created", "First response due"];
  await expect(page.getByRole("columnheader")).toHaveText(columns);
  const row = caseList.rows.filter({ hasText: "Everything at once" });
  await expect(row).toContainText(one.displayId);
  await expect(row).toContainText("Unassigned");
  await expect(row).toContainText("Production system down");
  await expect(row).toContainText("Account and billing");
});

test("L7: pages follow each other without gap or repetition, also while cases arrive", async ({
  account,
  session,
  signIn,
  caseList,
  page,
}) => {
  const subjects = Array.from({ length: 27 }, (_, place) => `Case number ${String(place + 1).padStart(2, "0")}`);
  for (const subject of subjects) await session.createCase({ ...billingDraft, subject });
  const newestFirst = subjects.toReversed();
  const shown = caseList.rows.getByRole("rowheader").getByRole("link");
  await signIn(account.root);
  await caseList.open();
  await expect(shown).toHaveText(newestFirst.slice(0, 25));
  await session.createCase({ ...billingDraft, subject: "Came in between" });
  await expect(shown).toHaveText(["Came in between", ...newestFirst.slice(0, 24)]);
  await caseList.older.click();
  await expect(shown).toHaveText(newestFirst.slice(24));
  await expect(caseList.older).toHaveCount(0);
  const read = page.waitForResponse((answer) => answer.url().includes("/api/cases?") && answer.url().includes("cursor="));
  await session.createCase({ ...billingDraft, subject: "Came later" });
  await (await read).finished();
  await expect(shown).toHaveText(newestFirst.slice(24));
  await page.goBack();
  await expect(shown).toHaveText(["Came later", "Came in between", ...newestFirst.slice(0, 23)]);
  await page.goForward();
  await caseList.newest.click();
  await expect(shown.first()).toHaveText("Came later");
});

test("L7: open cases are a list of their own", async ({ account, session, signIn, caseList, page }) => {
  await session.createCase({ ...billingDraft, subject: "Still open" });
  await signIn(account.root);
  await caseList.open();
  const tabs = page.getByRole("navigation", { name: "Show" });
  await expect(tabs.getByRole("link", { name: "All cases" })).toHaveAttribute("aria-current", "page");
  await tabs.getByRole("link", { name: "Open support cases" }).click();
  await expect(tabs.getByRole("link", { name: "Open support cases" })).toHaveAttribute("aria-current", "page");
  await expect(page).toHaveURL("/cases?show=open");
  await expect(caseList.case("Still open")).toBeVisible();
});
