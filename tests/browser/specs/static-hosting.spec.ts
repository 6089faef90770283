// The SPA on a host of its own, which only serves files, and the API at another origin, as `config.json` names it.
import { readFile } from "node:fs/promises";
import { billingDraft } from "../support/api.ts";
import { expect, test } from "../support/hosted.ts";

// As visitors have it, the page is kept on the device by a service worker.
test.use({ serviceWorkers: "allow" });

const log = { name: "server.log", mimeType: "text/plain", buffer: Buffer.from("It stopped at noon.\n".repeat(200)) };

test("a case with a file is opened, listed and read from there; lists are live; signing out ends it", async ({
  account,
  server,
  site,
  session,
  signInPage,
  home,
  form,
  caseList,
  casePage,
  shell,
  page,
}) => {
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    const { origin, pathname } = new URL(request.url());
    if (origin === server.url && !pathname.startsWith("/api/")) elsewhere.push(pathname);
  });
  const following = page.waitForResponse((answer) => answer.url().startsWith(`${server.url}/api/events`) && answer.ok());
  await home.open();
  await signInPage.signIn(account.root);
  await expect(home.title).toHaveText("Support centre");
  await following;

  await home.createCase.click();
  await form.classify("billing", "Billing and charges", "Budgets and cost alerts", "low");
  await form.nextDetails.click();
  await form.subject.fill("A budget that does not warn");
  await form.description.fill("The budget was passed yesterday.");
  await form.attach.setInputFiles(log);
  await expect(form.file("server.log")).toContainText("Arrived");
  await form.nextContact.click();
  await form.channel("web").check();
  await form.nextReview.click();
  await form.submit.click();
  await expect(form.heading).toHaveText("Your case is open");

  await page.getByRole("link", { name: "View all cases" }).click();
  await expect(caseList.subjects).toHaveText(["A budget that does not warn"]);
  await session.createCase({ ...billingDraft, subject: "From elsewhere" });
  await expect(caseList.subjects).toHaveText(["From elsewhere", "A budget that does not warn"]);

  await caseList.case("A budget that does not warn").click();
  await expect(casePage.title).toHaveText("A budget that does not warn");
  // The address of a case is no file of the host's.
  await page.reload();
  await expect(casePage.correspondence).toContainText("The budget was passed yesterday.");
  const saving = page.waitForEvent("download");
  await casePage.correspondence.getByRole("link", { name: "server.log" }).click();
  const saved = await saving;
  expect(saved.url().startsWith(`${server.url}/api/`)).toBe(true);
  expect(saved.suggestedFilename()).toBe("server.log");
  expect((await readFile(await saved.path())).equals(log.buffer)).toBe(true);

  await shell.signOut();
  await expect(signInPage.title).toHaveText("Sign in");
  await page.reload();
  await expect(signInPage.title).toHaveText("Sign in");
  await caseList.open();
  await expect(signInPage.title).toHaveText("Sign in");
  await expect(page.getByText("A budget that does not warn")).toHaveCount(0);

  expect(site.asked.filter((path) => path.startsWith("/api"))).toEqual([]);
  expect(elsewhere).toEqual([]);
});

test.describe("on a host that the operator has not allowed", () => {
  test.use({ isAllowed: false });

  test("the page says that it does not reach the API, and does when it is allowed", async ({
    account,
    server,
    site,
    signInPage,
    home,
    watch,
    page,
  }) => {
    watch.allow(/blocked by CORS policy|net::ERR_/);
    await home.open();
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("No connection");
    await server.stop();
    await server.start({ allowOrigin: [site.url] });
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(signInPage.title).toHaveText("Sign in");
    await expect(alert).toHaveCount(0);
    await signInPage.signIn(account.root);
    await expect(home.title).toHaveText("Support centre");
  });
});
