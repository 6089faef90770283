// Without a connection: the form opens, checks and keeps what is entered, and the case is submitted when the connection is
// back, once.
import type { Page } from "@playwright/test";
import { Session } from "../support/api.ts";
import type { Account } from "../support/accounts.ts";
import { expect, test } from "../support/test.ts";

test.use({ ownServer: {}, serviceWorkers: "allow" });

/** Waits until the page has on the device all that it needs to open without a connection. */
async function readyForOffline(page: Page): Promise<void> {
  const kept = () =>
    page.evaluate(async () => {
      const answers = await caches.open("casework-answers");
      const names = (await answers.keys()).map((request) => /\/api\/([a-z]+)/.exec(request.url)?.[1]);
      const isRunning = (await navigator.serviceWorker.getRegistration())?.active?.state === "activated";
      return isRunning ? names.toSorted() : [];
    });
  await expect.poll(kept).toEqual(expect.arrayContaining(["hours", "policy", "session"]));
}

async function subjects(account: Account, url: string): Promise<string[]> {
  const session = await Session.of(account.root, url);
  const cases = await session.cases();
  await session.close();
  return cases.map((one) => one.subject);
}

test("a case is written without a connection and is submitted by itself when there is one, once, with its file", async ({
  account,
  server,
  signIn,
  watch,
  home,
  form,
  page,
}) => {
  watch.allow(/net::ERR_|Failed to fetch|status of 50\d/);
  await signIn(account.root);
  await home.open();
  await readyForOffline(page);
  await server.stop();

  await form.open();
  await form.classify("billing", "Billing and charges", "Budgets and cost alerts", "low");
  // The due time is computed from what was answered last, by the clock of now.
  await expect(form.promise).toContainText("24");
  await form.nextDetails.click();
  await form.nextContact.click();
  await expect(form.errorSummary).toContainText("Enter a subject");
  await form.subject.fill("Written in a tunnel");
  await form.description.fill("There was no connection for an hour.");
  await form.attach.setInputFiles({ name: "tunnel.txt", mimeType: "text/plain", buffer: Buffer.from("dark\n") });
  await expect(form.file("tunnel.txt")).toContainText("Send again");
  await form.nextContact.click();

  await expect(form.channel("web")).toBeVisible();

  // Another day, still without one.
  await page.goto("/cases/new?step=details");
  await expect(form.subject).toHaveValue("Written in a tunnel");
  await expect(form.file("tunnel.txt")).toContainText("Send again");
  await form.nextContact.click();
  await form.channel("web").check();
  await form.nextReview.click();
  await form.submit.click();
  await expect(page.getByRole("main")).toContainText("Not all files have arrived yet");
  await server.start();
  await expect(form.heading).toHaveText("Your case is open", { timeout: 90_000 });
  expect(await subjects(account, server.url)).toEqual(["Written in a tunnel"]);
});

test("a submission that waits can be stopped, and stops when the draft is changed", async ({
  account,
  server,
  signIn,
  watch,
  form,
  page,
}) => {
  watch.allow(/net::ERR_/);
  await signIn(account.root);
  await form.open();
  await form.classify("billing", "Billing and charges", "Budgets and cost alerts", "low");
  await form.nextDetails.click();
  await form.subject.fill("Not yet");
  await form.description.fill("Somebody thinks again.");
  await form.nextContact.click();
  await form.channel("web").check();
  await form.nextReview.click();
  await server.stop();
  const waits = page.getByText("Your case is submitted as soon as there is an answer, once.");
  await form.submit.click();
  await expect(waits).toBeVisible();
  await page.getByRole("button", { name: "Do not submit by itself" }).click();
  await expect(waits).toHaveCount(0);
  await form.submit.click();
  await expect(waits).toBeVisible();
  await form.edit(1).click();
  await form.subject.fill("Not like this");
  await page.goBack();
  await expect(form.submit).toBeVisible();
  await expect(waits).toHaveCount(0);
  await server.start();
  expect(await subjects(account, server.url)).toEqual([]);
  await form.submit.click();
  await expect(form.heading).toHaveText("Your case is open");
  expect(await subjects(account, server.url)).toEqual(["Not like this"]);
});

test("what the API said of somebody goes with their session", async ({ account, server, signIn, watch, home, shell, page }) => {
  watch.allow(/net::ERR_|Failed to fetch/);
  await signIn(account.root);
  await home.open();
  await readyForOffline(page);
  await shell.signOut();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await server.stop();
  await page.goto("/cases/new");
  await expect(page.getByRole("alert")).toContainText("No connection");
  await server.start();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
});

test("who signs in through the page is known without a connection too", async ({ account, server, watch, signInPage, home, form, page }) => {
  watch.allow(/net::ERR_|Failed to fetch/);
  await signInPage.open();
  await signInPage.signIn(account.root);
  await expect(home.title).toHaveText("Support centre");
  await readyForOffline(page);
  await server.stop();
  await form.open();
  await expect(form.caseType("billing")).toBeVisible();
  // The other pages say what they cannot have.
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Cases" }).click();
  await expect(page.getByRole("alert")).toContainText("No connection");
});

test.describe("in Japanese", () => {
  test.use({ locale: "ja-JP" });

  test("the form opens without a connection in the language that was chosen", async ({ account, server, signIn, watch, home, form, page }) => {
    watch.allow(/net::ERR_|Failed to fetch/);
    await signIn(account.root);
    await home.open();
    await readyForOffline(page);
    await server.stop();
    await form.open();
    await expect(form.caseType("billing")).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "ja");
  });
});
