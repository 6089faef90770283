// Every page and every step of the form, as axe sees it, in both themes, both languages, on a desk, at 200 % there, on the
// narrowest phone and in forced colours; and nothing wider than the window.
import { billingDraft, endSession } from "../support/api.ts";
import { expectFit } from "../support/axe.ts";
import { expect, test } from "../support/test.ts";

/** The catalogue's own words, in both languages. */
const catalogue = {
  en: {
    service: "Elastic Compute Cloud (EC2): Linux",
    category: "Instance connectivity",
    limitType: "Elastic Compute Cloud (EC2): On-Demand",
    region: "Europe (Frankfurt)",
    instances: "Instance IDs",
  },
  ja: {
    service: "Elastic Compute Cloud (EC2): Linux",
    category: "インスタンスへの接続",
    limitType: "Elastic Compute Cloud (EC2): オンデマンド",
    region: "欧州 (フランクフルト)",
    instances: "インスタンス ID",
  },
};

const windows = {
  "on a phone": { viewport: { width: 360, height: 800 } },
  "on a desk": { viewport: { width: 1280, height: 800 } },
  // What the browser makes of that window when one zooms.
  "at 200 %": { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
};

const settings = (["en-US", "ja-JP"] as const).flatMap((locale) => [
  ...(["light", "dark"] as const).flatMap((colorScheme) =>
    Object.entries(windows).map(([window, size]) => ({
      name: `${locale}, ${colorScheme}, ${window}`,
      use: { locale, colorScheme, ...size, contextOptions: { reducedMotion: "reduce" as const } },
    })),
  ),
  {
    name: `${locale}, in forced colours`,
    use: { locale, ...windows["on a desk"], contextOptions: { reducedMotion: "reduce" as const, forcedColors: "active" as const } },
  },
]);

for (const { name, use } of settings) {
  test.describe(name, () => {
    test.use(use);

    test("signing in", async ({ account, signInPage, page }) => {
      await signInPage.open();
      await expect(signInPage.email).toBeVisible();
      await expectFit(page, "sign-in");
      await signInPage.as("user").check();
      await signInPage.submit.click();
      await expect(signInPage.account).toHaveAttribute("aria-invalid", "true");
      await expectFit(page, "sign-in as a user, with faults");
      await signInPage.signIn({ ...account.root, password: "not the password" });
      await expect(signInPage.alert).toBeVisible();
      await expectFit(page, "sign-in, refused");
    });

    test("what is not there, and what is not permitted", async ({ account, accounts, signIn, shell, home, caseList, casePage, page }) => {
      await signIn(account.root);
      await home.open();
      await expect(home.openCases.getByRole("paragraph").first()).toBeVisible();
      await expectFit(page, "home without cases");
      await caseList.open();
      await expect(page.getByRole("main").getByRole("paragraph").first()).toBeVisible();
      await expectFit(page, "no cases");

      await casePage.open("no-case");
      await expect(casePage.title).toBeVisible();
      await expectFit(page, "no such case");
      await page.goto("/nowhere");
      await expect(shell.title).toBeVisible();
      await expectFit(page, "no such page");

      const reader = await accounts.createUser(account, { name: "rui", deny: ["support:CreateCase", "support:DescribeCases"] });
      await signIn(reader);
      await caseList.open();
      await expect(page.getByRole("main").getByRole("status")).toBeVisible();
      await expectFit(page, "cases, not permitted");
      await page.goto("/cases/new");
      await expect(page.getByRole("main").getByRole("paragraph").first()).toBeVisible();
      await expectFit(page, "form, not permitted");
    });

    test("the pages", async ({ account, session, signIn, shell, home, caseList, casePage, page }) => {
      await signIn(account.root);
      const long = "AVeryLongWordWithoutAnySpaceThatNobodyBreaksAnywhere".repeat(4);
      await session.createCase({ ...billingDraft, subject: long, description: long });
      const one = await session.createCase({ ...billingDraft, severity: "urgent" });
      await home.open();
      await expect(home.openCases.getByRole("rowheader")).toHaveCount(2);
      await expectFit(page, "home");
      await shell.accountMenu.click();
      await expect(page.getByRole("button", { name: shell.words.signOut, exact: true })).toBeVisible();
      await expectFit(page, "home with the account's menu");
      await caseList.open();
      await expect(caseList.rows).toHaveCount(2);
      await expectFit(page, "cases");
      await caseList.open("?status=unassigned&severity=low,urgent&sort=severity");
      await expect(caseList.rows).toHaveCount(2);
      if (use.viewport.width < 768) await caseList.filter(caseList.words.filters).click();
      await caseList.filter(caseList.words.status).click();
      await expect(page.getByRole("group", { name: caseList.words.status })).toBeVisible();
      await expectFit(page, "cases, filtered, with the choices of a filter");
      await caseList.open("?search=zebra");
      await expect(caseList.clearFilters.first()).toBeVisible();
      await expectFit(page, "cases, none found");
      await caseList.open();
      await expect(caseList.rows).toHaveCount(2);
      await caseList.case(long).click();
      await expect(casePage.title).toHaveText(long);
      await expectFit(page, "a case of long words");
      await casePage.open(one.caseId);
      await casePage.clock.getByText(casePage.words.howCounted).click();
      await expect(casePage.clock.getByRole("listitem").first()).toBeVisible();
      await expectFit(page, "a case, its clock explained");
      await page.goto("/plans");
      await expect(page.getByRole("heading", { level: 2 })).toHaveCount(5);
      await expectFit(page, "plans");
    });

    test("the form", async ({ account, accounts, context, language, server, signIn, signInPage, form, page }) => {
      const words = catalogue[language];
      await signIn(await accounts.createUser(account, { name: "ana", email: "ana@example.com" }));
      await form.open();
      await expectFit(page, "first step, empty");
      await form.caseType("technical").check();
      await form.nextDetails.click();
      await expect(form.errorSummary).toBeFocused();
      await expectFit(page, "first step, with faults");
      await form.service.click();
      await expect(form.matches.first()).toBeVisible();
      await expectFit(page, "first step, services listed");
      await form.service.press("Escape");
      await form.classify("technical", words.service, words.category, "urgent");
      await form.solutions.getByRole("group").first().click();
      await expectFit(page, "first step, answered");

      await form.nextDetails.click();
      await form.subject.fill("x".repeat(251));
      await form.description.fill("4111 1111 1111 1111");
      await form.nextContact.click();
      await expect(form.errorSummary).toBeFocused();
      await expectFit(page, "second step, with faults and a secret");
      await form.subject.fill("AVeryLongWordWithoutAnySpace".repeat(8));
      await page.getByRole("textbox", { name: words.instances }).fill("i-0abcd1234ef567890");
      await form.choose(form.region(page.getByRole("main")), words.region);
      await expectFit(page, "second step, answered");

      await form.nextContact.click();
      await form.channel("phone").check();
      await form.phone.fill("1");
      await form.nextReview.click();
      await expect(form.errorSummary).toBeFocused();
      await expectFit(page, "third step, with faults");
      await form.phone.fill("206 555 0100");
      await form.contacts.fill("kai@example.com");
      await expectFit(page, "third step, answered");

      await form.nextReview.click();
      await expect(form.submit).toBeVisible();
      await expectFit(page, "review");
      await form.discard.click();
      await expect(form.discardDialog).toBeVisible();
      await expectFit(page, "review, about to discard");
      await page.keyboard.press("Escape");
      await endSession(context, server.url);
      await form.submit.click();
      await expect(signInPage.dialog).toBeVisible();
      await expectFit(page, "review, session ended");
      await signInPage.signIn({ kind: "user", account: account.id, userName: "ana", password: "a long password for ana", email: undefined });
      await expect(signInPage.dialog).toBeHidden();
      await form.submit.click();
      await expect(form.heading).toHaveText(form.words.created);
      await expectFit(page, "the case is open");
    });

    test("the form of a quota increase", async ({ account, language, signIn, form, page }) => {
      const words = catalogue[language];
      await signIn(account.root);
      await form.open("?type=quota-increase");
      await form.choose(form.limitType, words.limitType);
      await form.severity("low").check();
      await form.nextDetails.click();
      await form.addRequest.click();
      await form.limit(form.request(1)).selectOption({ index: 1 });
      await form.nextContact.click();
      await expect(form.errorSummary).toBeFocused();
      await expectFit(page, "second step of a quota increase, with faults");
    });
  });
}

test.describe("on Basic", () => {
  test.use({ plan: "basic", viewport: { width: 360, height: 800 } });

  test("what the plan does not have", async ({ account, signIn, form, page }) => {
    await signIn(account.root);
    await form.open("?type=account-and-billing");
    await expect(form.caseType("technical")).toBeDisabled();
    await expectFit(page, "first step on Basic");
    await page.goto("/cases/new?step=contact");
    await expect(form.contactLanguage).toBeVisible();
    await expectFit(page, "third step on Basic");
  });
});
