// X5: the account's contacts, which two people never overwrite, and how one likes the pages, on every device.
import { endSession } from "../support/api.ts";
import { expectFit } from "../support/axe.ts";
import { Keyboard } from "../support/keyboard.ts";
import { AccountPage } from "../support/pages/account.ts";
import { Shell } from "../support/pages/shell.ts";
import { SignInPage } from "../support/pages/sign-in.ts";
import { expect, test } from "../support/test.ts";

test("X5: from the menu one comes to the account, and what one saves is there for everybody", async ({
  account,
  accounts,
  browser,
  server,
  signIn,
  shell,
  home,
  accountPage,
  page,
}) => {
  await signIn(account.root);
  await home.open();
  await shell.accountMenu.click();
  await page.getByRole("link", { name: "Account settings" }).click();
  await expect(accountPage.title).toHaveText("Account settings");
  await expect(accountPage.title).toBeFocused();
  await expect(page.getByRole("button", { name: "Sign out" })).toBeHidden();
  await expect(page.getByRole("main")).toContainText(account.id);
  await expect(accountPage.country.getByRole("option", { selected: true })).toHaveText("United States");
  await accountPage.country.selectOption("Japan");
  await accountPage.timeZone.selectOption("Asia/Tokyo");
  await accountPage.billing.fill(" bills@example.com ");
  await accountPage.save.click();
  await expect(shell.notice("The contacts are saved.")).toBeVisible();
  await expect(accountPage.billing).toHaveValue("bills@example.com");
  await expect(accountPage.contacts).toContainText(`Last changed by ${account.root.email}`);

  const ana = await accounts.createUser(account, { name: "ana" });
  const other = await browser.newContext({ baseURL: server.url, locale: "en-US" });
  const theirs = await other.newPage();
  const theirPage = new AccountPage(theirs, "en");
  await theirs.goto("/account");
  await new SignInPage(theirs, "en").signIn(ana);
  await expect(theirPage.contacts).toContainText("bills@example.com");
  await expect(theirPage.contacts).toContainText("Japan");
  await other.close();
});

test("X5: a bad address is told when one leaves the field, and again at saving; what was typed stays", async ({
  account,
  signIn,
  accountPage,
  shell,
}) => {
  await signIn(account.root);
  await accountPage.open();
  await accountPage.security.fill("kim@");
  await expect(accountPage.security).not.toHaveAttribute("aria-invalid", "true");
  await accountPage.security.blur();
  await expect(accountPage.security).toHaveAttribute("aria-invalid", "true");
  await expect(accountPage.security).toHaveAccessibleDescription(/Enter an address such as name@example.com/);
  await expect(accountPage.billing).not.toHaveAttribute("aria-invalid", "true");
  await accountPage.save.click();
  await expect(accountPage.errorSummary).toBeFocused();
  await accountPage.errorSummary.getByRole("link", { name: /^Security contact/ }).click();
  await expect(accountPage.security).toBeFocused();
  await expect(accountPage.security).toHaveValue("kim@");
  await accountPage.security.fill("kim@example.com");
  await expect(accountPage.security).not.toHaveAttribute("aria-invalid", "true");
  await accountPage.save.click();
  await expect(shell.notice("The contacts are saved.")).toBeVisible();
  await accountPage.open();
  await expect(accountPage.security).toHaveValue("kim@example.com");
  await accountPage.security.fill("");
  await accountPage.save.click();
  await expect(shell.notice("The contacts are saved.")).toBeVisible();
  await accountPage.open();
  await expect(accountPage.security).toHaveValue("");
});

for (const choice of ["Save what I entered", "Take what they saved"] as const) {
  test(`X5: of two windows the second hears what the first saved: ${choice}`, async ({ account, context, signIn, accountPage, shell }) => {
    await signIn(account.root);
    await accountPage.open();
    await expect(accountPage.save).toBeVisible();
    const second = await context.newPage();
    const other = new AccountPage(second, "en");
    await other.open();
    await other.billing.fill("first@example.com");
    await other.save.click();
    await expect(new Shell(second, "en").notice("The contacts are saved.")).toBeVisible();
    await second.close();

    await accountPage.billing.fill("second@example.com");
    await accountPage.save.click();
    await expect(accountPage.conflict).toBeFocused();
    await expect(accountPage.conflict).toContainText(`${account.root.email} has changed these contacts meanwhile`);
    await expect(accountPage.conflict).toContainText("first@example.com");
    await expect(accountPage.billing).toHaveValue("second@example.com");
    await accountPage.conflict.getByRole("button", { name: choice }).click();
    await expect(accountPage.conflict).toHaveCount(0);
    const wanted = choice === "Save what I entered" ? "second@example.com" : "first@example.com";
    if (wanted === "second@example.com") await expect(shell.notice("The contacts are saved.")).toBeVisible();
    await expect(accountPage.billing).toHaveValue(wanted);
    await accountPage.open();
    await expect(accountPage.billing).toHaveValue(wanted);
  });
}

test("X2: who may not change the contacts reads them, and why", async ({ account, accounts, signIn, accountPage, page }) => {
  await signIn(await accounts.createUser(account, { name: "rui" }));
  await accountPage.open();
  await expect(accountPage.contacts).toContainText("account:PutContactInformation");
  await expect(accountPage.contacts).toContainText("United States");
  await expect(accountPage.save).toHaveCount(0);
  await expect(accountPage.contacts.getByRole("textbox")).toHaveCount(0);
  await expect(accountPage.preference("pagesTheme")).toBeEnabled();
  await expectFit(page, "the account, read-only");
});

test("X2: a user with the permission changes the contacts", async ({ account, accounts, signIn, accountPage, shell }) => {
  await signIn(await accounts.createUser(account, { name: "kay", allow: ["account:PutContactInformation"] }));
  await accountPage.open();
  await accountPage.operations.fill("night@example.com");
  await accountPage.save.click();
  await expect(shell.notice("The contacts are saved.")).toBeVisible();
  await expect(accountPage.contacts).toContainText("Last changed by kay");
});

test("what was typed stays when the session ends, and is saved after signing in again", async ({
  account,
  context,
  server,
  signIn,
  signInPage,
  accountPage,
  shell,
}) => {
  await signIn(account.root);
  await accountPage.open();
  await accountPage.billing.fill("bills@example.com");
  await endSession(context, server.url);
  await accountPage.save.click();
  await expect(signInPage.dialog).toBeVisible();
  await signInPage.signIn(account.root);
  await expect(signInPage.dialog).toBeHidden();
  await expect(accountPage.billing).toHaveValue("bills@example.com");
  await accountPage.save.click();
  await expect(shell.notice("The contacts are saved.")).toBeVisible();
});

test("language, theme and time zone follow to another device", async ({ account, session, browser, server, signIn, accountPage, shell, page }) => {
  await session.createCase();
  await signIn(account.root);
  await accountPage.open();
  const saved = () => page.waitForResponse((answer) => answer.request().method() === "PATCH" && answer.ok());
  const zoneSaved = saved();
  await accountPage.preference("pagesTimeZone").selectOption("Pacific/Auckland");
  await zoneSaved;
  await expect(shell.notice("Your preferences are saved.")).toBeVisible();
  const themeSaved = saved();
  await accountPage.preference("pagesTheme").selectOption("Dark");
  await themeSaved;
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  // The switch in the header is the same preference.
  const languageSaved = saved();
  await shell.language.selectOption("日本語");
  await languageSaved;

  const other = await browser.newContext({ baseURL: server.url, locale: "en-US" });
  const device = await other.newPage();
  await device.goto("/account");
  const signInThere = new SignInPage(device, "en");
  await expect(signInThere.title).toHaveText("Sign in");
  await signInThere.signIn(account.root);
  const there = new AccountPage(device, "ja");
  await expect(there.title).toHaveText("アカウント設定");
  await expect(device.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(there.preference("pagesTimeZone")).toHaveValue("Pacific/Auckland");
  // Dates are shown in it: New Zealand is a day ahead of New York for most hours, and its clocks say so.
  await device.goto("/cases");
  await device.getByRole("rowheader").getByRole("link").first().click();
  await expect(device.getByRole("main")).toContainText("Pacific/Auckland");
  await other.close();
});

test("a switch that nobody has signed in for is the device's own", async ({ account, signIn, signInPage, shell, accountPage, page }) => {
  await signInPage.open();
  await shell.theme.selectOption("Dark");
  await signIn(account.root);
  await accountPage.open();
  await expect(accountPage.preference("pagesTheme")).toHaveValue("dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("the account is changed with the keyboard", async ({ account, signIn, accountPage, shell, page }) => {
  const keyboard = new Keyboard(page);
  await signIn(account.root);
  await accountPage.open();
  await expect(accountPage.save).toBeVisible();
  await keyboard.tabTo(accountPage.country);
  await page.keyboard.type("Japan");
  await expect(accountPage.country).toHaveValue("JP");
  await keyboard.type(accountPage.billing, "bills@example.com");
  await page.keyboard.press("Enter");
  await expect(shell.notice("The contacts are saved.")).toBeVisible();
});

for (const locale of ["en-US", "ja-JP"] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [360, 1280]) {
      test.describe(`${locale}, ${colorScheme}, ${width} px`, () => {
        test.use({ locale, colorScheme, viewport: { width, height: 800 }, contextOptions: { reducedMotion: "reduce" }, plan: "basic" });

        test("the account fits, with faults and with a conflict", async ({ account, context, language, signIn, accountPage, page }) => {
          await signIn(account.root);
          await accountPage.open();
          await expect(accountPage.save).toBeVisible();
          await expectFit(page, "account");
          const second = await context.newPage();
          const other = new AccountPage(second, language);
          await other.open();
          await other.billing.fill(`${"a-very-long-name".repeat(4)}@example.com`);
          const saved = second.waitForResponse(/\/api\/account\/contacts/);
          await other.save.click();
          await saved;
          await second.close();
          await accountPage.security.fill("kim");
          await accountPage.save.click();
          await expect(accountPage.errorSummary).toBeFocused();
          await expectFit(page, "account, with faults");
          await accountPage.security.fill("kim@example.com");
          await accountPage.save.click();
          await expect(accountPage.conflict).toBeFocused();
          await expectFit(page, "account, with a conflict");
        });
      });
    }
  }
}
