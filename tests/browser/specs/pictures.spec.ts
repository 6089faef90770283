// Each page in each of its states looks as in its pictures, at 360, 768 and 1440 pixels, light and dark. tests/README.md says how
// pictures are renewed.
import { type Draft, billingDraft, endSession } from "../support/api.ts";
import { drawing, expect, test } from "../support/pictures/test.ts";

test.use(drawing);

const technical: Draft = {
  ...billingDraft,
  caseType: "technical",
  service: "lambda",
  category: "general-guidance",
  severity: "urgent",
  subject: "Functions time out since this morning, and the queue in front of them grows",
  description: "Since 9:40 every third call times out.\n\nNothing was deployed since yesterday.",
};
const log = { name: "server.log", mimeType: "text/plain", buffer: Buffer.from("It stopped at noon.\n".repeat(200)) };

test("sign-in", async ({ signInPage, compare }) => {
  await signInPage.open();
  await expect(signInPage.email).toBeVisible();
  await compare("sign-in");
  await signInPage.submit.click();
  await expect(signInPage.email).toHaveAttribute("aria-invalid", "true");
  await compare("sign-in-faults");
});

test("without cases", async ({ account, signIn, home, caseList, page, compare }) => {
  await signIn(account.root);
  await home.open();
  await expect(home.openCases).toContainText("No open cases");
  await compare("home-empty");
  await caseList.open();
  await expect(page.getByRole("main")).toContainText("No cases yet");
  await compare("cases-empty");
});

test("with cases", async ({ account, session, signIn, still, home, caseList, casePage, page, compare }) => {
  await session.createCase({ ...billingDraft, subject: "An invoice with two lines that we do not know" });
  await session.createCase(technical);
  await session.createCase(billingDraft);
  still.know(...(await session.cases()));
  await signIn(account.root);
  await home.open();
  await expect(home.openCases.getByRole("rowheader")).toHaveCount(3);
  await compare("home");
  await caseList.open();
  await expect(caseList.rows).toHaveCount(3);
  await compare("cases");
  await caseList.open("?status=unassigned&severity=low,urgent&sort=severity");
  await expect(caseList.rows).toHaveCount(3);
  await compare("cases-filtered");
  await caseList.open("?search=zebra");
  await expect(caseList.clearFilters.first()).toBeVisible();
  await compare("cases-none-found");
  await page.goto(still.address((await session.cases())[1]?.caseId ?? ""));
  await casePage.clock.getByText(casePage.words.howCounted).click();
  await expect(casePage.clock.getByRole("listitem").first()).toBeVisible();
  await compare("case-clock");
});

test("a list that cannot be read", async ({ account, signIn, watch, caseList, page, compare }) => {
  watch.allow(/status of 500/);
  await signIn(account.root);
  await page.route(/\/api\/cases(\?|$)/, (route) => route.fulfill({ status: 500, headers: { "x-request-id": "request-4711" }, body: "" }));
  await caseList.open();
  await expect(page.getByRole("alert")).toContainText("request-4711");
  await compare("cases-failed");
});

test("plans, account, and what is not there", async ({ account, signIn, shell, home, accountPage, page, compare }) => {
  await signIn(account.root);
  await page.goto("/plans");
  await expect(page.getByRole("heading", { level: 2 })).toHaveCount(5);
  await compare("plans");
  await accountPage.open();
  await expect(accountPage.save).toBeVisible();
  await compare("account");
  await page.goto("/nowhere");
  await expect(shell.title).toHaveText("There is no such page");
  await compare("not-found");
  await home.open();
  await shell.accountMenu.click();
  await expect(page.getByRole("button", { name: shell.words.signOut, exact: true })).toBeVisible();
  await compare("menu");
});

test("what is not permitted", async ({ account, accounts, signIn, caseList, page, compare }) => {
  await signIn(await accounts.createUser(account, { name: "rui", deny: ["support:CreateCase", "support:DescribeCases"] }));
  await caseList.open();
  await expect(page.getByRole("main").getByRole("status")).toBeVisible();
  await compare("cases-not-permitted");
  await page.goto("/cases/new");
  await expect(page.getByRole("main")).toContainText("You may not open cases");
  await compare("form-not-permitted");
});

test("the form", async ({ account, accounts, context, server, signIn, signInPage, form, casePage, page, compare }) => {
  await signIn(await accounts.createUser(account, { name: "ana", email: "ana@example.com" }));
  await form.open();
  await expect(form.caseType("technical")).toBeVisible();
  await compare("form-question-empty");
  await form.classify("technical", "Elastic Compute Cloud (EC2): Linux", "Instance connectivity", "urgent");
  await expect(form.promise).toContainText(form.words.howCounted);
  await form.saved("account").waitFor();
  await compare("form-question");

  await form.nextDetails.click();
  await form.nextContact.click();
  await expect(form.errorSummary).toBeFocused();
  await form.saved("account").waitFor();
  await compare("form-details-faults");
  await form.subject.fill("No connection to two instances");
  await form.description.fill("Since noon neither answers.\nThe key is wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
  await page.getByRole("textbox", { name: "Instance IDs" }).fill("i-0abcd1234ef567890");
  await form.choose(form.region(page.getByRole("main")), "Europe (Frankfurt)");
  await form.attach.setInputFiles([log]);
  await expect(form.file("server.log")).toContainText("Arrived");
  await expect(page.getByText("This looks like a secret access key")).toBeVisible();
  await form.saved("account").waitFor();
  await compare("form-details");

  await form.nextContact.click();
  await form.channel("phone").check();
  await form.phone.fill("206 555 0100");
  await form.contacts.fill("kai@example.com");
  await form.saved("account").waitFor();
  await compare("form-contact");
  await form.nextReview.click();
  await expect(form.submit).toBeVisible();
  await form.saved("account").waitFor();
  await compare("form-review");

  await endSession(context, server.url);
  await form.submit.click();
  await expect(signInPage.dialog).toBeVisible();
  await compare("session-ended");
  await signInPage.signIn({ kind: "user", account: account.id, userName: "ana", password: "a long password for ana", email: undefined });
  await expect(signInPage.dialog).toBeHidden();
  await form.submit.click();
  await expect(form.heading).toHaveText(form.words.created);
  await compare("form-created");
  await page.getByRole("link", { name: form.words.openCase }).click();
  await expect(casePage.correspondence).toContainText("server.log");
  await compare("case");
});

test("the form of a quota increase", async ({ account, signIn, form, compare }) => {
  await signIn(account.root);
  await form.open("?type=quota-increase");
  await form.choose(form.limitType, "Elastic Compute Cloud (EC2): On-Demand");
  await form.severity("low").check();
  await form.nextDetails.click();
  const [first, second] = [form.request(1), form.request(2)];
  await form.choose(form.region(first), "Europe (Frankfurt)");
  await form.limit(first).selectOption({ index: 1 });
  await form.newValue(first).fill("64");
  await form.addRequest.click();
  await form.limit(second).selectOption("Elastic IP addresses");
  await form.saved("account").waitFor();
  await compare("form-quota");
});

test.describe("in Japanese", () => {
  test.use({ locale: "ja-JP" });

  test("home, plans and the form", async ({ account, session, signIn, home, form, page, compare }) => {
    await session.createCase({ ...billingDraft, subject: "請求書に見覚えのない項目が二つあります" });
    await signIn(account.root);
    await home.open();
    await expect(home.openCases.getByRole("rowheader")).toHaveCount(1);
    await compare("home-ja");
    await page.goto("/plans");
    await expect(page.getByRole("heading", { level: 2 })).toHaveCount(5);
    await compare("plans-ja");
    await form.open();
    await form.caseType("technical").check();
    await form.nextDetails.click();
    await expect(form.errorSummary).toBeFocused();
    await form.saved("account").waitFor();
    await compare("form-question-faults-ja");
  });
});
