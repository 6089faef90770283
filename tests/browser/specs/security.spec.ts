// What every test of this suite watches (see support/watch.ts), shown to be watched; and what only this browser sees.
import { billingDraft } from "../support/api.ts";
import { expect, test } from "../support/test.ts";

test("the policy on content is strict, and what breaks it is noticed", async ({ account, signIn, watch, home, page }) => {
  await signIn(account.root);
  const answer = await page.goto("/");
  await expect(home.title).toBeVisible();
  const policy = answer?.headers()["content-security-policy"] ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:/);

  expect(watch.problems).toEqual([]);
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.head.append(script);
    document.body.setAttribute("style", "color: red");
  });
  await expect.poll(() => watch.problems.length).toBe(2);
  expect(await page.evaluate(() => "ran" in window)).toBe(false);
  for (const problem of watch.problems.splice(0)) expect(problem).toContain("Content Security Policy");
});

test("a request that leaves the site is noticed, and stopped", async ({ account, signIn, watch, home, page }) => {
  await signIn(account.root);
  await home.open();
  await expect(home.title).toBeVisible();
  const sent = await page.evaluate(() => fetch("http://127.0.0.1:9/").then(() => true, () => false));
  expect(sent).toBe(false);
  await expect.poll(() => watch.problems.length).toBeGreaterThan(0);
  const problems = watch.problems.splice(0).join("\n");
  expect(problems).toContain("http://127.0.0.1:9/");
});

test("no script reads the session's cookie", async ({ account, signInPage, home, context, page }) => {
  await signInPage.open();
  await signInPage.signIn(account.root);
  await expect(home.title).toHaveText("Support centre");
  const [cookie] = await context.cookies();
  expect(cookie).toMatchObject({ name: "casework-session", httpOnly: true, sameSite: "Lax" });
  expect(await page.evaluate(() => document.cookie)).toBe("");
});

test("what people write is shown as text, never as markup", async ({ account, session, signIn, caseList, casePage, page }) => {
  const markup = '<img src=x onerror="window.ran = true"><b>bold</b>';
  const one = await session.createCase({ ...billingDraft, subject: markup, description: `${markup}\n<script>1</script>` });
  await signIn(account.root);
  await caseList.open();
  await expect(caseList.case(markup)).toBeVisible();
  await casePage.open(one.caseId);
  await expect(casePage.title).toHaveText(markup);
  await expect(casePage.correspondence).toContainText("<script>1</script>");
  expect(await page.evaluate(() => "ran" in window)).toBe(false);
});

test("text from right to left keeps to its own line", async ({ account, session, signIn, casePage }) => {
  const one = await session.createCase({ ...billingDraft, subject: "הפסקה בשירות", description: "השירות אינו עונה.\nThank you." });
  await signIn(account.root);
  await casePage.open(one.caseId);
  await expect(casePage.title).toHaveText("הפסקה בשירות");
  const text = casePage.correspondence.getByText("השירות אינו עונה.");
  expect(await text.evaluate((element) => getComputedStyle(element).direction)).toBe("rtl");
});
