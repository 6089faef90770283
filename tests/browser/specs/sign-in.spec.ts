// Signing in, as the root user or as a user, and out.
import { expect, test } from "../support/test.ts";

test("X1: the root user signs in by e-mail address", async ({ account, signInPage, home, shell, page }) => {
  await signInPage.open();
  await expect(page).toHaveTitle("Sign in · Casework");
  await signInPage.signIn(account.root);
  await expect(home.title).toHaveText("Support centre");
  await expect(page).toHaveURL("/");
  await shell.accountMenu.click();
  await expect(page.getByRole("definition").filter({ hasText: account.id })).toBeVisible();
  await expect(page.getByRole("definition").filter({ hasText: `${account.root.email} (Root user)` })).toBeVisible();
});

test("X1: a user signs in by account, name and password", async ({ account, accounts, signInPage, home, shell, page }) => {
  const user = await accounts.createUser(account, { name: "ana" });
  await signInPage.open();
  await signInPage.signIn(user);
  await expect(home.title).toHaveText("Support centre");
  await shell.accountMenu.click();
  await expect(page.getByRole("definition").filter({ hasText: /^ana$/ })).toBeVisible();
});

test("X1: the account's alias serves as well as its ID", async ({ accounts, signInPage, home }) => {
  const alias = `alias-${Math.random().toString(36).slice(2, 10)}`;
  const account = await accounts.create({ plan: "business", alias });
  const user = await accounts.createUser(account, { name: "ana" });
  await signInPage.open();
  await signInPage.signIn({ ...user, account: alias });
  await expect(home.title).toHaveText("Support centre");
});

test("wrong details are refused in words; all but the password stays", async ({ account, signInPage, home }) => {
  await signInPage.open();
  await signInPage.signIn({ ...account.root, password: "not the password" });
  await expect(signInPage.alert).toContainText("These sign-in details are not right");
  await expect(signInPage.email).toHaveValue(account.root.email);
  await expect(signInPage.password).toHaveValue("");
  await expect(signInPage.password).toBeFocused();
  await signInPage.password.pressSequentially(account.root.password);
  await signInPage.password.press("Enter");
  await expect(home.title).toHaveText("Support centre");
});

test("an empty form moves the focus to a summary that leads to each field", async ({ signInPage, page }) => {
  await signInPage.open();
  await expect(signInPage.email).not.toHaveAttribute("aria-invalid");
  await signInPage.submit.click();
  const summary = page.getByRole("region", { name: "Please correct the following" });
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("link")).toHaveText(["Enter your e-mail address", "Enter your password"]);
  await expect(signInPage.email).toHaveAttribute("aria-invalid", "true");
  await summary.getByRole("link", { name: "Enter your password" }).click();
  await expect(signInPage.password).toBeFocused();
  await signInPage.password.pressSequentially("x");
  await expect(summary.getByRole("link")).toHaveText(["Enter your e-mail address"]);
  await expect(signInPage.password).toBeFocused();
});

test("a password can be looked at while one types it", async ({ signInPage, page }) => {
  await signInPage.open();
  await signInPage.password.fill("correct horse");
  await expect(signInPage.password).toHaveAttribute("type", "password");
  await page.getByRole("button", { name: "Show Password" }).click();
  await expect(signInPage.password).toHaveAttribute("type", "text");
  await page.getByRole("button", { name: "Hide Password" }).click();
  await expect(signInPage.password).toHaveAttribute("type", "password");
});

test("whoever is not signed in meets the sign-in form at every address, and is there afterwards", async ({
  account,
  signInPage,
  page,
}) => {
  await page.goto("/plans");
  await expect(signInPage.title).toHaveText("Sign in");
  await signInPage.signIn(account.root);
  await expect(signInPage.title).toHaveText("Plans");
  await expect(page).toHaveURL("/plans");
});

test("after signing out nothing of the account is left, also on the way back", async ({
  account,
  signIn,
  signInPage,
  home,
  shell,
  page,
}) => {
  await signIn(account.root);
  await home.open();
  await expect(home.title).toHaveText("Support centre");
  await shell.signOut();
  await expect(signInPage.title).toHaveText("Sign in");
  await expect(shell.notice("You have signed out.")).toBeVisible();
  await page.goto("/cases");
  await expect(signInPage.title).toHaveText("Sign in");
  await expect(page.getByText(account.name)).toHaveCount(0);
});

test.describe("in Japanese", () => {
  test.use({ locale: "ja-JP" });

  test("X1: a user signs in with the keyboard alone", async ({ account, accounts, signInPage, home, page }) => {
    const user = await accounts.createUser(account, { name: "花子" });
    await signInPage.open();
    await expect(signInPage.title).toHaveText("サインイン");
    await signInPage.as("root").focus();
    await page.keyboard.press("ArrowDown");
    await expect(signInPage.as("user")).toBeChecked();
    await page.keyboard.press("Tab");
    await expect(signInPage.account).toBeFocused();
    await page.keyboard.type(user.account);
    await page.keyboard.press("Tab");
    await page.keyboard.type("花子");
    await page.keyboard.press("Tab");
    await page.keyboard.type(user.password);
    await page.keyboard.press("Enter");
    await expect(home.title).toHaveText("サポートセンター");
  });
});
