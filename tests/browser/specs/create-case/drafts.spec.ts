// G1, G2: drafts on several devices and in several windows, with and without an account that can be reached.
import { type Browser, type BrowserContext, type Page } from "@playwright/test";
import { type Person } from "../../support/accounts.ts";
import { credentials, endSession } from "../../support/api.ts";
import { CreateCasePage } from "../../support/pages/create-case.ts";
import { SignInPage } from "../../support/pages/sign-in.ts";
import { expect, test } from "../../support/test.ts";

const log = { name: "server.log", mimeType: "text/plain", buffer: Buffer.from("It stopped at noon.\n".repeat(200)) };

/** Another device of a person: a browser that shares nothing with the first. */
async function device(browser: Browser, url: string, person: Person): Promise<{ context: BrowserContext; form: CreateCasePage }> {
  const context = await browser.newContext({ baseURL: url, locale: "en-US" });
  const answer = await context.request.post(`${url}/api/sign-in`, { data: credentials(person) });
  expect(answer.status()).toBe(200);
  return { context, form: new CreateCasePage(await context.newPage(), "en") };
}

/** Begins a draft with a subject, and waits until the account has it. */
async function begin(form: CreateCasePage, subject: string): Promise<void> {
  await form.open();
  await form.caseType("billing").check();
  await form.page.goto("/cases/new?step=details");
  await form.subject.fill(subject);
  await expect(form.saved("account")).toBeVisible();
}

/** What the account has, by subject. */
async function subjects(page: Page): Promise<string[]> {
  const answer = await page.request.get("/api/drafts");
  const { drafts } = (await answer.json()) as { drafts: { draft: { subject: string } }[] };
  return drafts.map(({ draft }) => draft.subject);
}

test.describe("one device", () => {
  test.beforeEach(async ({ account, signIn }) => {
    await signIn(account.root);
  });

  test("G1: where a draft is kept is said: on the device first, then in the account", async ({ form, page }) => {
    let hold = (): void => {};
    const held = new Promise<void>((resolve) => (hold = resolve));
    await page.route("**/api/drafts/*", async (route) => {
      await held;
      await route.continue();
    });
    await form.open();
    await form.caseType("billing").check();
    await expect(form.saved("device")).toBeVisible();
    hold();
    await expect(form.saved("account")).toBeVisible();
  });

  test("G1: a file that did not arrive is there after a reload, and is sent then", async ({ form, page, watch }) => {
    watch.allow(/net::ERR_/);
    await begin(form, "With a file");
    await page.route("**/api/attachments?*", (route) => route.abort());
    await form.attach.setInputFiles(log);
    await expect(form.file("server.log")).toContainText("No connection");
    await expect(form.saved("account")).toBeVisible();
    await page.unroute("**/api/attachments?*");
    await page.reload();
    await expect(form.file("server.log")).toContainText("Arrived");
  });

  test("G1, G2: a window more goes on with the draft; what the first writes after that is kept beside it", async ({
    form,
    context,
  }) => {
    await begin(form, "First window");
    const second = new CreateCasePage(await context.newPage(), "en");
    await second.page.goto("/cases/new?step=details");
    await expect(second.subject).toHaveValue("First window");
    await second.subject.fill("Second window");
    await expect(second.saved("account")).toBeVisible();
    await form.subject.fill("First window again");
    await expect(form.saved("account")).toBeVisible();
    await expect(form.otherDrafts).toContainText("There is another text of this draft");
    await expect(form.otherDraft("Second window")).toBeVisible();
    expect((await subjects(form.page)).sort()).toEqual(["First window again", "Second window"]);
    await form.continueWith("Second window").click();
    await expect(form.subject).toHaveValue("Second window");
    await expect(form.otherDraft("First window again")).toBeVisible();
  });

  test("G1: with the account out of reach all is kept here, and saved to the account when it is back", async ({
    form,
    page,
    watch,
  }) => {
    watch.allow(/net::ERR_/);
    await begin(form, "Before");
    await page.route("**/api/**", (route) => route.abort());
    await form.subject.fill("Meanwhile");
    await expect(form.saved("retrying")).toBeVisible();
    await page.unroute("**/api/**");
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await expect(form.saved("account")).toBeVisible();
    expect(await subjects(page)).toEqual(["Meanwhile"]);
  });

  test("G1: what was typed last is saved to the account as the page goes", async ({ form, page }) => {
    await begin(form, "First words");
    await form.subject.fill("Last words");
    await page.goto("about:blank");
    await expect.poll(() => subjects(page)).toEqual(["Last words"]);
  });

  test("G1: where the device keeps nothing, that is said, and kept is what was typed as soon as it can be", async ({ form, page }) => {
    await begin(form, "Before");
    await page.route("**/api/drafts/*", () => undefined);
    await page.evaluate(() => {
      const { transaction } = IDBDatabase.prototype;
      IDBDatabase.prototype.transaction = () => {
        throw new DOMException("no room", "QuotaExceededError");
      };
      Object.assign(window, { mend: () => Object.assign(IDBDatabase.prototype, { transaction }) });
    });
    await form.subject.fill("After");
    await expect(page.getByText("Your draft is not saved; we keep trying.")).toBeVisible();
    await page.evaluate("mend()");
    await expect(form.saved("device")).toBeVisible();
    await page.reload();
    await expect(form.subject).toHaveValue("After");
  });

  test("G1: a session that ends takes nothing away, asks for nothing by itself, and goes on after signing in", async ({
    account,
    context,
    server,
    form,
    page,
  }) => {
    await begin(form, "Before");
    await endSession(context, server.url);
    await form.description.fill("Written without a session.");
    await expect(form.saved("signIn")).toBeVisible();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await form.signInAgain.click();
    await new SignInPage(page, "en").signIn(account.root);
    await expect(form.saved("account")).toBeVisible();
    await expect(form.description).toHaveValue("Written without a session.");
    expect(await subjects(page)).toEqual(["Before"]);
  });

  test("G1: one draft for each case type; a link to another type begins another, and the first is offered", async ({
    form,
    page,
  }) => {
    await begin(form, "About money");
    await form.open("?type=technical");
    await expect(form.caseType("technical")).toBeChecked();
    await page.goto("/cases/new?step=details");
    await expect(form.subject).toHaveValue("");
    await form.subject.fill("About machines");
    await expect(form.saved("account")).toBeVisible();
    expect((await subjects(page)).sort()).toEqual(["About machines", "About money"]);
    await form.open();
    await expect(form.otherDrafts).toContainText("You have other drafts");
    await form.continueWith("About money").click();
    await expect(form.caseType("billing")).toBeChecked();
    await expect(form.otherDraft("About machines")).toBeVisible();
  });

  test("T7, G1: another case type takes the draft along", async ({ form, page }) => {
    await begin(form, "Which type?");
    await form.open();
    await form.caseType("technical").check();
    await expect(form.saved("account")).toBeVisible();
    await expect.poll(() => page.request.get("/api/drafts").then((answer) => answer.json())).toMatchObject({
      drafts: [{ caseType: "technical", draft: { subject: "Which type?" } }],
    });
    await expect(form.otherDrafts).toHaveCount(0);
  });

  test("T12: a draft that is discarded is gone here and in the account, also if that could not be told at once", async ({
    form,
    page,
    watch,
  }) => {
    watch.allow(/net::ERR_/);
    await begin(form, "Not wanted");
    await page.route("**/api/drafts/**", (route) => route.abort());
    await form.discard.click();
    await form.discardDialog.getByRole("button", { name: "Discard draft" }).click();
    await expect(form.caseType("billing")).not.toBeChecked();
    await page.unroute("**/api/drafts/**");
    expect(await subjects(page)).toEqual(["Not wanted"]);
    await page.reload();
    await expect.poll(() => subjects(page)).toEqual([]);
    await expect(form.caseType("billing")).not.toBeChecked();
    await expect(form.otherDrafts).toHaveCount(0);
  });

  test("G1: a submitted draft is gone everywhere, a save that is still under way included", async ({ form, page }) => {
    await form.open();
    await form.classify("billing", "Billing and charges", "Budgets and cost alerts", "low");
    await form.nextDetails.click();
    await form.subject.fill("To be submitted");
    await form.description.fill("All of it.");
    await form.nextContact.click();
    await form.channel("web").check();
    await form.nextReview.click();
    await form.submit.click();
    await expect(form.heading).toHaveText("Your case is open");
    await expect.poll(() => subjects(page)).toEqual([]);
    await form.open();
    await expect(form.caseType("billing")).not.toBeChecked();
    await expect(form.otherDrafts).toHaveCount(0);
  });
});

test("G1: a draft is there on the next device, its files included", async ({ account, signIn, server, browser, form }) => {
  await signIn(account.root);
  await begin(form, "On two devices");
  await form.attach.setInputFiles(log);
  await expect(form.file("server.log")).toContainText("Arrived");
  await expect(form.saved("account")).toBeVisible();
  const other = await device(browser, server.url, account.root);
  await other.form.open();
  await expect(other.form.caseType("billing")).toBeChecked();
  await other.form.page.goto("/cases/new?step=details");
  await expect(other.form.subject).toHaveValue("On two devices");
  await expect(other.form.file("server.log")).toContainText("Arrived");
  await other.context.close();
});

test("G2: two devices never overwrite each other; each is offered the other's text until it is discarded", async ({
  account,
  signIn,
  server,
  browser,
  form,
}) => {
  await signIn(account.root);
  await begin(form, "The first");
  const other = await device(browser, server.url, account.root);
  await other.form.open();
  await expect(other.form.caseType("billing")).toBeChecked();
  await other.form.page.goto("/cases/new?step=details");
  // Both write, without knowledge of each other.
  await other.form.description.fill("From the second device.");
  await expect(other.form.saved("account")).toBeVisible();
  await form.description.fill("From the first device.");
  await expect(form.saved("account")).toBeVisible();
  await expect(form.otherDrafts).toContainText("From the second device.");
  await expect(form.description).toHaveValue("From the first device.");
  await form.continueWith("The first").click();
  await expect(form.description).toHaveValue("From the second device.");
  await expect(form.otherDrafts).toContainText("From the first device.");
  await form.discardOther("The first").click();
  await form.discardDialog.getByRole("button", { name: "Discard draft" }).click();
  await expect(form.otherDrafts).toHaveCount(0);
  await expect.poll(() => subjects(form.page)).toEqual(["The first"]);
  await form.page.reload();
  await expect(form.description).toHaveValue("From the second device.");
  await expect(form.otherDrafts).toHaveCount(0);
  await other.context.close();
});

test("G2: a draft that was submitted on another device is told on this one, where it stays", async ({
  account,
  signIn,
  server,
  browser,
  form,
}) => {
  await signIn(account.root);
  await begin(form, "Submitted elsewhere");
  const other = await device(browser, server.url, account.root);
  await other.form.open();
  await other.form.classify("billing", "Billing and charges", "Budgets and cost alerts", "low");
  await other.form.page.goto("/cases/new?step=details");
  await other.form.description.fill("Done there.");
  await other.form.page.goto("/cases/new?step=contact");
  await other.form.channel("web").check();
  await other.form.nextReview.click();
  await other.form.submit.click();
  await expect(other.form.heading).toHaveText("Your case is open");
  await form.page.reload();
  await expect(form.page.getByText("This draft was submitted or discarded elsewhere")).toBeVisible();
  await expect(form.subject).toHaveValue("Submitted elsewhere");
  await other.context.close();
});
