// Language and theme: switched in place, and remembered.
import { Keyboard } from "../support/keyboard.ts";
import { CreateCasePage } from "../support/pages/create-case.ts";
import { Shell } from "../support/pages/shell.ts";
import { expect, test } from "../support/test.ts";

/** What a reload would lose. */
const MARK = "the page was not loaded again";

test("the language switches without a reload, and nothing that was entered is lost", async ({
  account,
  signIn,
  shell,
  form,
  page,
}) => {
  const japanese = { shell: new Shell(page, "ja"), form: new CreateCasePage(page, "ja") };
  await signIn(account.root);
  await form.open();
  await page.evaluate((mark) => Object.assign(window, { mark }), MARK);
  await form.classify("technical", "Elastic Compute Cloud (EC2): Linux", "Instance connectivity", "urgent");
  await form.nextDetails.click();
  await form.subject.fill("No connection");
  await form.description.fill("Nothing answers.");
  await form.nextContact.click();
  await expect(form.errorSummary).toBeFocused();

  await shell.language.selectOption("日本語");
  await expect(page.locator("html")).toHaveAttribute("lang", "ja");
  await expect(japanese.form.title).toHaveText("ケースを作成");
  await expect(page).toHaveTitle("ケースを作成 · Casework");
  await expect(japanese.form.subject).toHaveValue("No connection");
  await expect(japanese.form.description).toHaveValue("Nothing answers.");
  // The rules' findings and the policy's own words follow.
  await expect(japanese.form.errorSummary.getByRole("link")).toHaveText([
    "「インスタンス ID」を入力してください",
    "「リージョン」を入力してください",
  ]);
  await expect(page.getByRole("button", { name: "説明に追加: お試しになった手順" })).toBeVisible();
  await japanese.form.back.click();
  await expect(japanese.form.severity("urgent")).toBeChecked();
  await expect(japanese.form.category).toHaveValue("インスタンスへの接続");

  await japanese.shell.language.selectOption("English");
  await expect(form.category).toHaveValue("Instance connectivity");
  expect(await page.evaluate(() => "mark" in window && window.mark)).toBe(MARK);
});

test("a language whose texts cannot be fetched leaves the one that is shown, and says so", async ({ signInPage, shell, watch, page }) => {
  watch.allow(/net::ERR_/);
  await page.route("**/locales/*", (route) => route.abort());
  await signInPage.open();
  await shell.language.selectOption("日本語");
  await expect(page.getByRole("status").filter({ hasText: "The texts of this language cannot be fetched now." })).toBeVisible();
  await expect(signInPage.title).toHaveText("Sign in");
  await expect(shell.language).toHaveValue("en");

  await page.unroute("**/locales/*");
  await shell.language.selectOption("日本語");
  await expect(signInPage.title).toHaveText("サインイン");
});

test("the language is remembered, also for the next sign-in", async ({ account, signIn, shell, signInPage, home, page }) => {
  await signInPage.open();
  await shell.language.selectOption("日本語");
  await expect(signInPage.title).toHaveText("サインイン");
  await signIn(account.root);
  await home.open();
  await expect(home.title).toHaveText("サポートセンター");
  await page.reload();
  await expect(home.title).toHaveText("サポートセンター");
});

test("numbers, dates and lengths of time are written in the language shown", async ({ account, session, signIn, shell, casePage }) => {
  const one = await session.createCase({
    caseType: "account-and-billing",
    service: "billing",
    category: "cost-alerts",
    severity: "high",
    subject: "A budget that does not warn",
    description: "No warning came.",
    contact: { language: "en", channel: "web" },
  });
  await signIn(account.root);
  await casePage.open(one.caseId);
  const clock = casePage.page.getByRole("main");
  await expect(clock).toContainText("4 hours");
  await shell.language.selectOption("日本語");
  await expect(clock).toContainText("4 時間");
});

for (const system of ["light", "dark"] as const) {
  const other = system === "light" ? "dark" : "light";
  const names = { light: "Light", dark: "Dark" };

  test.describe(`where the system is ${system}`, () => {
    test.use({ colorScheme: system });

    test("the theme follows the system, until one chooses; the choice is remembered", async ({
      account,
      signIn,
      shell,
      home,
      page,
    }) => {
      // Light text on dark, or dark on light: the sum of the colour's channels tells.
      const isDark = () =>
        page.evaluate(() => {
          const colour = getComputedStyle(document.body).color.match(/[\d.]+/g)?.slice(0, 3).map(Number) ?? [];
          return colour.reduce((sum, channel) => sum + channel, 0) > 382;
        });
      await signIn(account.root);
      await home.open();
      await expect(home.title).toBeVisible();
      expect(await isDark()).toBe(system === "dark");
      await shell.theme.selectOption(names[other]);
      await expect.poll(isDark).toBe(other === "dark");
      await page.reload();
      await expect(home.title).toBeVisible();
      expect(await isDark()).toBe(other === "dark");
      await shell.theme.selectOption("System");
      await expect.poll(isDark).toBe(system === "dark");
    });
  });
}

test("the first Tab leads to a link past the navigation", async ({ account, signIn, home, page }) => {
  await signIn(account.root);
  await home.open();
  await expect(home.title).toBeVisible();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(home.createCase).toBeFocused();
});

test("language and theme are switched with the keyboard", async ({ account, signIn, shell, home, page }) => {
  const keyboard = new Keyboard(page);
  await signIn(account.root);
  await home.open();
  await keyboard.chooseInSelect(shell.theme, "Dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("Shift+Tab");
  await expect(shell.language).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(home.title).toHaveText("サポートセンター");
});
