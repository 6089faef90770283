// The home page: open cases first, and the way to a new one.
import { billingDraft } from "../support/api.ts";
import { expect, test } from "../support/test.ts";

test("an account without cases is told so, with the way to the first", async ({ account, signIn, home, form, page }) => {
  await signIn(account.root);
  await home.open();
  await expect(page).toHaveTitle("Support centre · Casework");
  await expect(home.openCases).toContainText("No open cases");
  await home.createCase.click();
  await expect(form.title).toHaveText("Create case");
  await expect(form.title).toBeFocused();
  await expect(page).toHaveURL("/cases/new");
});

test("L7: open cases stand on the home page, the newest first", async ({ account, session, signIn, home, casePage }) => {
  await session.createCase({ ...billingDraft, subject: "The older case" });
  const newer = await session.createCase({ ...billingDraft, subject: "The newer case" });
  await signIn(account.root);
  await home.open();
  const links = home.openCases.getByRole("rowheader").getByRole("link");
  await expect(links).toHaveText(["The newer case", "The older case"]);
  await links.first().click();
  await expect(casePage.title).toHaveText("The newer case");
  await expect(casePage.details).toContainText(newer.caseId);
});

test("each case type leads into the form with its type chosen", async ({ account, signIn, home, form, page }) => {
  await signIn(account.root);
  await home.open();
  await page.getByRole("link", { name: "Service limit increase" }).click();
  await expect(form.caseType("quota")).toBeChecked();
});

test("the way to all cases and to the plans is there", async ({ account, signIn, home, caseList, page }) => {
  await signIn(account.root);
  await home.open();
  await page.getByRole("link", { name: "View all cases" }).click();
  await expect(caseList.title).toHaveText("Cases");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
  await page.getByRole("link", { name: "Compare plans" }).click();
  await expect(home.title).toHaveText("Plans");
});

test("X2: who may not create cases sees no way to it, and is told so at its address", async ({
  account,
  accounts,
  signIn,
  home,
  page,
}) => {
  await signIn(await accounts.createUser(account, { name: "rui", deny: ["support:CreateCase"] }));
  await home.open();
  await expect(home.openCases).toContainText("No open cases");
  await expect(home.createCase).toHaveCount(0);
  await page.goto("/cases/new");
  await expect(page.getByRole("main")).toContainText("You may not open cases");
  await expect(page.getByRole("main")).toContainText("support:CreateCase");
});

test("X2: who may not see cases is told so, and by which name to ask for it", async ({
  account,
  accounts,
  session,
  signIn,
  home,
  page,
}) => {
  await session.createCase({ ...billingDraft, subject: "Not for everybody" });
  await signIn(await accounts.createUser(account, { name: "rui", allow: ["support:CreateCase"] }));
  await home.open();
  await expect(home.openCases).toContainText("support:DescribeCases");
  await expect(page.getByText("Not for everybody")).toHaveCount(0);
});
