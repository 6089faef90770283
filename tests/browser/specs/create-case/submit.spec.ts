// Submitting when something goes wrong: once is enough, and nothing that was entered is lost (G3).
import type { Account } from "../../support/accounts.ts";
import { Session, billingDraft, endSession } from "../../support/api.ts";
import type { CreateCasePage } from "../../support/pages/create-case.ts";
import { expect, test } from "../../support/test.ts";

/** Answers everything up to the review. */
async function fillIn(form: CreateCasePage): Promise<void> {
  await form.open();
  await form.classify("billing", "Billing and charges", "Budgets and cost alerts", "low");
  await form.nextDetails.click();
  await form.subject.fill("A budget that does not warn");
  await form.description.fill("The budget was passed yesterday.");
  await form.nextContact.click();
  await form.channel("web").check();
  await form.nextReview.click();
  await expect(form.heading).toHaveText("Review");
}

async function subjects(account: Account, url: string): Promise<string[]> {
  const session = await Session.of(account.root, url);
  const cases = await session.cases();
  await session.close();
  return cases.map((one) => one.subject);
}

test("G3: a submission whose answer is lost, tried again, gives one case", async ({
  account,
  server,
  signIn,
  watch,
  form,
  page,
}) => {
  watch.allow(/net::ERR_FAILED/);
  await signIn(account.root);
  await fillIn(form);
  await page.route(
    "**/api/cases",
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await form.submit.click();
  await expect(page.getByRole("alert")).toContainText("No connection");
  await expect(page.getByRole("main")).toContainText("Nothing that you entered is lost");
  expect(await subjects(account, server.url)).toEqual(["A budget that does not warn"]);
  await form.submit.click();
  await expect(form.heading).toHaveText("Your case is open");
  expect(await subjects(account, server.url)).toEqual(["A budget that does not warn"]);
});

test("G3: also after a reload between the two attempts", async ({ account, server, signIn, watch, form, page }) => {
  watch.allow(/net::ERR_FAILED/);
  await signIn(account.root);
  await fillIn(form);
  await page.route(
    "**/api/cases",
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await form.submit.click();
  await expect(page.getByRole("alert")).toContainText("No connection");
  await page.reload();
  await form.submit.click();
  await expect(form.heading).toHaveText("Your case is open");
  expect(await subjects(account, server.url)).toEqual(["A budget that does not warn"]);
});

test("G3: a draft that was changed after its answer was lost is another case only when one says so", async ({
  account,
  server,
  signIn,
  watch,
  form,
  page,
}) => {
  watch.allow(/net::ERR_FAILED/);
  await signIn(account.root);
  await fillIn(form);
  await page.route(
    "**/api/cases",
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await form.submit.click();
  await expect(page.getByRole("alert")).toContainText("No connection");
  await form.edit(1).click();
  await form.subject.fill("Another subject");
  await page.goBack();
  await form.submit.click();
  const conflict = page.getByRole("status").filter({ hasText: "An earlier version of this case was already received" });
  await expect(conflict).toBeVisible();
  expect(await subjects(account, server.url)).toEqual(["A budget that does not warn"]);
  await conflict.getByRole("button", { name: "Submit as another case" }).click();
  await expect(form.heading).toHaveText("Your case is open");
  expect(await subjects(account, server.url)).toEqual(["Another subject", "A budget that does not warn"]);
});

test("G3: pressing Submit twice makes one case", async ({ account, server, signIn, form }) => {
  await signIn(account.root);
  await fillIn(form);
  await form.submit.dblclick();
  await expect(form.heading).toHaveText("Your case is open");
  expect(await subjects(account, server.url)).toEqual(["A budget that does not warn"]);
});

test("a session that ends in the middle: one signs in again over the page, and what was typed is still there", async ({
  account,
  context,
  server,
  signIn,
  signInPage,
  form,
  page,
}) => {
  await signIn(account.root);
  await fillIn(form);
  await endSession(context, server.url);
  await form.submit.click();
  await expect(signInPage.dialog).toBeVisible();
  await expect(signInPage.dialog).toContainText("What you have entered is still here.");
  await page.keyboard.press("Escape");
  await expect(signInPage.dialog).toBeVisible();
  await signInPage.signIn(account.root);
  await expect(signInPage.dialog).toBeHidden();
  await expect(form.part(1)).toContainText("The budget was passed yesterday.");
  await form.submit.click();
  await expect(form.heading).toHaveText("Your case is open");
  expect(await subjects(account, server.url)).toEqual(["A budget that does not warn"]);
});

test("a session that ends in the middle: somebody else who signs in starts at their own home page", async ({
  account,
  accounts,
  context,
  server,
  signIn,
  signInPage,
  home,
  form,
}) => {
  const other = await accounts.create({ plan: "business" });
  await signIn(account.root);
  await fillIn(form);
  await endSession(context, server.url);
  await form.submit.click();
  await expect(signInPage.dialog).toBeVisible();
  await signInPage.signIn(other.root);
  await expect(home.title).toHaveText("Support centre");
  await form.open();
  await expect(form.caseType("billing")).not.toBeChecked();
});

test("what only the server knows to be wrong is told at its field as well", async ({ account, signIn, form, page }) => {
  // A page that was opened before the operator lowered a limit: it believes in 300 characters.
  await page.route("**/api/policy*", async (route) => {
    const answer = await route.fetch();
    const policy = (await answer.json()) as { limits: { subjectChars: number } };
    policy.limits.subjectChars = 300;
    await route.fulfill({ response: answer, json: policy });
  });
  await signIn(account.root);
  await fillIn(form);
  await form.edit(1).click();
  await form.subject.fill("x".repeat(260));
  await expect(page.getByText("260 / 300", { exact: true })).toBeVisible();
  await expect(form.subject).not.toHaveAttribute("aria-invalid");
  await page.goBack();
  await form.submit.click();
  await expect(form.errorSummary).toBeFocused();
  const told = "Subject: Shorten it by 10: it has 260 characters, 250 are possible";
  await expect(form.errorSummary.getByRole("link")).toHaveText([told]);
  await form.errorSummary.getByRole("link").click();
  await expect(form.subject).toBeFocused();
  await expect(form.subject).toHaveAttribute("aria-invalid", "true");
  await form.subject.fill("Shorter");
  await expect(form.subject).not.toHaveAttribute("aria-invalid");
  await page.goBack();
  await form.submit.click();
  await expect(form.heading).toHaveText("Your case is open");
});

test.describe("with a server of its own", () => {
  test.use({ ownServer: {} });

  test("a server that is down loses nothing: submitted again when it is back", async ({
    account,
    server,
    signIn,
    watch,
    form,
    page,
  }) => {
    watch.allow(/net::ERR_/);
    await signIn(account.root);
    await fillIn(form);
    await server.stop();
    await form.submit.click();
    await expect(page.getByRole("alert")).toContainText("No connection");
    await expect(form.part(1)).toContainText("The budget was passed yesterday.");
    await server.start();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(form.heading).toHaveText("Your case is open");
    expect(await subjects(account, server.url)).toEqual(["A budget that does not warn"]);
  });
});

test("L7: cases that arrive meanwhile are in the list beside one's own", async ({
  account,
  session,
  signIn,
  form,
  caseList,
  page,
}) => {
  await signIn(account.root);
  await fillIn(form);
  await session.createCase({ ...billingDraft, subject: "From elsewhere" });
  await form.submit.click();
  await page.getByRole("link", { name: "View all cases" }).click();
  const links = caseList.rows.getByRole("rowheader").getByRole("link");
  await expect(links).toHaveText(["A budget that does not warn", "From elsewhere"]);
});

test("X3: a page that somebody opened submits nothing for another person who signs in meanwhile", async ({
  account,
  accounts,
  server,
  signIn,
  signInPage,
  form,
}) => {
  const other = await accounts.createUser(account);
  await signIn(account.root);
  await fillIn(form);
  await signIn(other);
  await form.submit.click();
  await expect(signInPage.dialog).toBeVisible();
  expect(await subjects(account, server.url)).toEqual([]);
  await signInPage.signIn(account.root);
  await expect(signInPage.dialog).toBeHidden();
  await form.submit.click();
  await expect(form.heading).toHaveText("Your case is open");
  expect(await subjects(account, server.url)).toEqual(["A budget that does not warn"]);
});

test("X3: who signs in over another person's form begins at home; the draft stays that person's", async ({
  account,
  accounts,
  context,
  server,
  signIn,
  signInPage,
  home,
  form,
  page,
}) => {
  const other = await accounts.createUser(account);
  await signIn(account.root);
  await fillIn(form);
  await endSession(context, server.url);
  await form.submit.click();
  await signInPage.signIn(other);
  await expect(home.title).toHaveText("Support centre");
  await form.open();
  await expect(form.caseType("billing")).not.toBeChecked();
  await signIn(account.root);
  await page.goto("/cases/new?step=review");
  await expect(form.part(1)).toContainText("A budget that does not warn");
});
