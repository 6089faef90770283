// Opening a case of each type, from the first question to its page, in both languages.
import { type CreateCasePage } from "../../support/pages/create-case.ts";
import { Keyboard } from "../../support/keyboard.ts";
import { expect, test } from "../../support/test.ts";

/** What stands on the page of a case that was just opened: its IDs. */
async function ids(form: CreateCasePage): Promise<{ caseId: string; displayId: string }> {
  await expect(form.heading).toHaveText(form.words.created);
  await expect(form.heading).toBeFocused();
  const caseId = await form.fact(form.words.caseId).innerText();
  const displayId = await form.fact(form.words.displayId).innerText();
  expect(displayId).toMatch(/^\d+$/);
  return { caseId, displayId };
}

test("T1: a technical case with a region, an instance and a phone call", async ({
  account,
  signIn,
  home,
  form,
  casePage,
  page,
}) => {
  await signIn(account.root);
  await home.open();
  await home.createCase.click();
  await form.classify("technical", "Elastic Compute Cloud (EC2): Linux", "Instance connectivity", "urgent");
  await form.nextDetails.click();
  await form.subject.fill("No connection to the web server");
  await form.description.fill("Since this morning nothing answers on port 443.");
  await page.getByRole("textbox", { name: "Instance IDs" }).fill("i-0abcd1234ef567890");
  await form.choose(page.getByRole("combobox", { name: "Region" }), "US East (Northern Virginia)");
  await form.nextContact.click();
  await form.channel("phone").check();
  await form.phone.fill("(206) 555-0100");
  await form.extension.fill("42");
  await form.nextReview.click();
  await form.submit.click();

  const { caseId } = await ids(form);
  expect(caseId).toMatch(new RegExp(`^case-${account.id}-muen-\\d{4}-[0-9a-f]{16}$`));
  await page.getByRole("link", { name: "Open the case" }).click();
  await expect(casePage.title).toHaveText("No connection to the web server");
  for (const told of [caseId, "+12065550100", "42", "i-0abcd1234ef567890", "US East (Northern Virginia)"]) {
    await expect(casePage.details).toContainText(told);
  }
});

test("T1: an account and billing case, with the keyboard alone", async ({ account, signIn, home, form, page }) => {
  const keyboard = new Keyboard(page);
  await signIn(account.root);
  await home.open();
  await keyboard.press(home.createCase);
  await expect(form.title).toBeFocused();
  await keyboard.chooseRadio(page.getByRole("group", { name: "What is it about?" }), form.caseType("billing"));
  await keyboard.search(form.service, "Billing and charges");
  await keyboard.search(form.category, "Duplicate charge");
  await keyboard.chooseRadio(page.getByRole("group", { name: "Severity" }), form.severity("normal"));
  await keyboard.press(form.nextDetails);
  await expect(form.heading).toHaveText("Additional information");
  await expect(form.heading).toBeFocused();
  await keyboard.type(form.subject, "Charged twice in one month");
  await keyboard.type(form.description, "The same amount was taken on two days.");
  const date = page.getByLabel("Date of the charge");
  await keyboard.tabTo(date);
  await page.keyboard.type("2025-10-15");
  await expect(date).toHaveValue("2025-10-15");
  await keyboard.press(form.nextContact);
  await expect(form.heading).toBeFocused();
  await keyboard.chooseRadio(page.getByRole("group", { name: "How should we answer?" }), form.channel("web"));
  await keyboard.press(form.nextReview);
  await expect(form.heading).toBeFocused();
  await keyboard.press(form.submit);
  const { caseId } = await ids(form);
  expect(caseId).toContain("-muen-");
});

test.describe("on a phone's screen", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("T1: a quota increase, by touch", async ({ account, signIn, home, form, casePage, page }) => {
    await signIn(account.root);
    await home.open();
    await home.createCase.tap();
    await form.caseType("quota").check();
    await form.choose(form.limitType, "Elastic Compute Cloud (EC2): On-Demand");
    await form.severity("low").check();
    await form.nextDetails.tap();
    const row = form.request(1);
    await form.choose(form.region(row), "Europe (Frankfurt)");
    await form.limit(row).selectOption("Elastic IP addresses");
    await form.newValue(row).fill("20");
    await form.caseDescription.fill("A new system with a public address for each customer.");
    await form.nextContact.tap();
    await form.channel("chat").check();
    await form.nextReview.tap();
    await form.submit.tap();
    const { caseId } = await ids(form);
    await page.getByRole("link", { name: "Open the case" }).tap();
    await expect(casePage.details).toContainText(caseId);
    await expect(casePage.details).toContainText("Elastic IP addresses");
    await expect(casePage.details).toContainText("5 → 20");
  });
});

test.describe("in Japanese", () => {
  test.use({ locale: "ja-JP" });

  test("T1: an account and billing case", async ({ account, signIn, home, form, casePage, page }) => {
    await signIn(account.root);
    await home.open();
    await home.createCase.click();
    await form.classify("billing", "お支払い方法", "支払いの拒否", "high");
    await form.nextDetails.click();
    await form.subject.fill("カードでの支払いが拒否されました");
    await form.description.fill("昨日から、登録済みのカードで支払いができません。");
    await page.getByLabel("お支払い方法").selectOption("クレジットカードまたはデビットカード");
    await form.nextContact.click();
    await expect(form.contactLanguage.getByRole("option", { selected: true })).toHaveText("日本語");
    await form.channel("web").check();
    await form.nextReview.click();
    await form.submit.click();
    const { caseId } = await ids(form);
    expect(caseId).toMatch(new RegExp(`^case-${account.id}-muja-`));
    await page.getByRole("link", { name: form.words.openCase }).click();
    await expect(casePage.title).toHaveText("カードでの支払いが拒否されました");
  });

  test("T1: a technical case, with the keyboard alone", async ({ account, signIn, home, form, page }) => {
    const keyboard = new Keyboard(page);
    await signIn(account.root);
    await home.open();
    await keyboard.press(home.createCase);
    await keyboard.chooseRadio(page.getByRole("group", { name: form.words.caseType }), form.caseType("technical"));
    await keyboard.search(form.service, "Auto Scaling");
    await keyboard.search(form.category, "ヘルスチェック");
    await keyboard.chooseRadio(page.getByRole("group", { name: form.words.severity }), form.severity("low"));
    await keyboard.press(form.nextDetails);
    await expect(form.heading).toHaveText("追加情報");
    await keyboard.type(form.subject, "インスタンスが異常と判定されます");
    await keyboard.type(form.description, "正常なインスタンスが数分ごとに置き換えられます。");
    await keyboard.type(page.getByRole("textbox", { name: "リソース名" }), "web-group");
    await keyboard.press(form.nextContact);
    await expect(form.heading).toBeFocused();
    await keyboard.chooseRadio(page.getByRole("group", { name: form.words.channel }), form.channel("web"));
    await keyboard.press(form.nextReview);
    await expect(form.heading).toBeFocused();
    await keyboard.press(form.submit);
    const { caseId } = await ids(form);
    expect(caseId).toContain("-muja-");
  });

  test("T1: a quota increase", async ({ account, signIn, home, form, page }) => {
    await signIn(account.root);
    await home.open();
    await home.createCase.click();
    await form.caseType("quota").check();
    await form.choose(form.limitType, "Auto Scaling");
    await form.severity("low").check();
    await form.nextDetails.click();
    const row = form.request(1);
    await form.choose(form.region(row), "アジアパシフィック (東京)");
    await form.limit(row).selectOption("Auto Scaling グループ");
    await form.newValue(row).fill("800");
    await form.caseDescription.fill("新しいシステムのために必要です。");
    await form.nextContact.click();
    await form.channel("web").check();
    await form.nextReview.click();
    await expect(form.part(1)).toContainText("Auto Scaling グループ");
    await form.submit.click();
    await ids(form);
    await page.getByRole("link", { name: form.words.viewAll }).click();
    await expect(page.getByRole("rowheader")).toHaveCount(1);
  });
});

test.describe("and the server starts again", () => {
  test.use({ ownServer: {} });

  test("T11: the case ID and a summary appear, and the case is found again after a restart", async ({
    account,
    server,
    signIn,
    form,
    caseList,
    casePage,
    page,
  }) => {
    await signIn(account.root);
    await form.open();
    await form.classify("billing", "Billing and charges", "Budgets and cost alerts", "high");
    await form.nextDetails.click();
    await form.subject.fill("A budget that does not warn");
    await form.description.fill("The budget was passed yesterday, and no warning came.");
    await form.nextContact.click();
    await form.channel("web").check();
    await form.nextReview.click();
    await form.submit.click();
    const { caseId } = await ids(form);
    expect(caseId).toMatch(new RegExp(`^case-${account.id}-muen-\\d{4}-[0-9a-f]{16}$`));
    await expect(form.fact("Subject")).toHaveText("A budget that does not warn");
    await expect(form.fact("Type")).toHaveText("Account and billing");
    await expect(form.fact("Service")).toHaveText("Billing and charges · Budgets and cost alerts");
    await expect(form.fact("Severity")).toHaveText("Production system impaired");
    const due = await form.fact("First response").innerText();
    // The screen reader goes on from here.
    await expect(form.heading).toBeFocused();

    await server.stop();
    await server.start();
    await caseList.open();
    await caseList.case("A budget that does not warn").click();
    await expect(page).toHaveURL(`/cases/${caseId}`);
    await expect(casePage.details).toContainText(caseId);
    await expect(casePage.clock).toContainText(due);
    await expect(casePage.correspondence).toContainText("The budget was passed yesterday, and no warning came.");
  });
});

test("the address of an opened case leads to the case when one comes back to it", async ({
  account,
  session,
  signIn,
  casePage,
  page,
}) => {
  const one = await session.createCase();
  await signIn(account.root);
  await page.goto(`/cases/new?created=${one.caseId}`);
  await expect(casePage.title).toHaveText(one.subject);
  await expect(page).toHaveURL(`/cases/${one.caseId}`);
});
