// The list of all cases.
import { type Session, billingDraft } from "../support/api.ts";
import { Keyboard } from "../support/keyboard.ts";
import { expect, test } from "../support/test.ts";

test("an account without cases is told so", async ({ account, signIn, caseList, page }) => {
  await signIn(account.root);
  await caseList.open();
  await expect(caseList.title).toHaveText("Cases");
  await expect(page.getByRole("main")).toContainText("No cases yet");
});

test("L7: a case stands in the list with status, severity, type and dates", async ({
  account,
  session,
  signIn,
  caseList,
  page,
}) => {
  const one = await session.createCase({ ...billingDraft, severity: "urgent", subject: "Everything at once" });
  await signIn(account.root);
  await caseList.open();
  const columns = ["Subject", "Status", "Severity", "Type", "Created", "First response due"];
  await expect(page.getByRole("columnheader")).toHaveText(columns, { useInnerText: true });
  const row = caseList.rows.filter({ hasText: "Everything at once" });
  await expect(row).toContainText(one.displayId);
  await expect(row).toContainText("Unassigned");
  await expect(row).toContainText("Production system down");
  await expect(row).toContainText("Account and billing");
});

test("L7: pages follow each other without gap or repetition, also while cases arrive", async ({
  account,
  session,
  signIn,
  caseList,
  page,
}) => {
  const subjects = Array.from({ length: 27 }, (_, place) => `Case number ${String(place + 1).padStart(2, "0")}`);
  for (const subject of subjects) await session.createCase({ ...billingDraft, subject });
  const newestFirst = subjects.toReversed();
  const shown = caseList.rows.getByRole("rowheader").getByRole("link");
  await signIn(account.root);
  await caseList.open();
  await expect(shown).toHaveText(newestFirst.slice(0, 25));
  await session.createCase({ ...billingDraft, subject: "Came in between" });
  await expect(shown).toHaveText(["Came in between", ...newestFirst.slice(0, 24)]);
  await caseList.nextPage.click();
  await expect(shown).toHaveText(newestFirst.slice(24));
  await expect(caseList.nextPage).toHaveCount(0);
  const read = page.waitForResponse((answer) => answer.url().includes("/api/cases?") && answer.url().includes("cursor="));
  await session.createCase({ ...billingDraft, subject: "Came later" });
  await (await read).finished();
  await expect(shown).toHaveText(newestFirst.slice(24));
  await page.goBack();
  await expect(shown).toHaveText(["Came later", "Came in between", ...newestFirst.slice(0, 23)]);
  await page.goForward();
  await caseList.firstPage.click();
  await expect(shown.first()).toHaveText("Came later");
});

test("L7: open cases are a list of their own", async ({ account, session, signIn, caseList, page }) => {
  await session.createCase({ ...billingDraft, subject: "Still open" });
  await signIn(account.root);
  await caseList.open();
  const tabs = page.getByRole("navigation", { name: "Show" });
  await expect(tabs.getByRole("link", { name: "All cases" })).toHaveAttribute("aria-current", "page");
  await tabs.getByRole("link", { name: "Open support cases" }).click();
  await expect(tabs.getByRole("link", { name: "Open support cases" })).toHaveAttribute("aria-current", "page");
  await expect(page).toHaveURL("/cases?show=open");
  await expect(caseList.case("Still open")).toBeVisible();
});

/** Four cases of different type and severity, told apart by their subjects. */
async function fill(session: Session): Promise<void> {
  const technical = { ...billingDraft, caseType: "technical", service: "lambda", category: "general-guidance" };
  for (const [subject, draft, severity] of [
    ["Alpha bill", billingDraft, "low"],
    ["Beta outage", technical, "urgent"],
    ["Gamma question", technical, "low"],
    ["Delta 東京都の請求書", billingDraft, "high"],
  ] as const) {
    await session.createCase({ ...draft, subject, severity });
  }
}

const delta = "Delta 東京都の請求書";
const newest = [delta, "Gamma question", "Beta outage", "Alpha bill"];

test("L7: the address holds search, filters, order and place, for reload, the way back and links", async ({
  account,
  session,
  signIn,
  caseList,
  page,
}) => {
  await fill(session);
  await signIn(account.root);
  await caseList.open();
  await expect(caseList.subjects).toHaveText(newest);
  await caseList.choose("Severity", "General guidance");
  await expect(caseList.subjects).toHaveText(["Gamma question", "Alpha bill"]);
  await expect(page).toHaveURL("/cases?severity=low");
  await caseList.choose("Type", "Technical");
  await expect(caseList.subjects).toHaveText(["Gamma question"]);
  await expect(page).toHaveURL("/cases?type=technical&severity=low");
  await page.reload();
  await expect(caseList.subjects).toHaveText(["Gamma question"]);
  await expect(caseList.tokens).toHaveText(["Type: Technical", "Severity: General guidance"]);
  await caseList.case("Gamma question").click();
  await expect(caseList.title).toHaveText("Gamma question");
  await page.goBack();
  await expect(caseList.subjects).toHaveText(["Gamma question"]);
  await page.goBack();
  await expect(caseList.subjects).toHaveText(["Gamma question", "Alpha bill"]);
  await page.goBack();
  await expect(caseList.subjects).toHaveText(newest);
  await expect(caseList.tokens).toHaveCount(0);
  await caseList.open("?show=open&status=unassigned&type=technical&sort=severity");
  await expect(caseList.subjects).toHaveText(["Beta outage", "Gamma question"]);
  await expect(caseList.column("Severity")).toHaveAttribute("aria-sort", "descending");
  await caseList.open("?search=bill");
  await expect(caseList.subjects).toHaveText(["Alpha bill"]);
  await expect(caseList.search).toHaveValue("bill");
});

test("L7: columns sort, and say so", async ({ account, session, signIn, caseList, page }) => {
  await fill(session);
  await signIn(account.root);
  await caseList.open();
  const sort = (name: string) => caseList.column(name).getByRole("button");
  await expect(caseList.column("Created")).toHaveAttribute("aria-sort", "descending");
  await sort("Created").click();
  await expect(caseList.subjects).toHaveText(newest.toReversed());
  await expect(caseList.column("Created")).toHaveAttribute("aria-sort", "ascending");
  await sort("Severity").click();
  await expect(caseList.subjects).toHaveText(["Beta outage", delta, "Gamma question", "Alpha bill"]);
  await expect(caseList.column("Severity")).toHaveAttribute("aria-sort", "descending");
  await expect(caseList.column("Created")).not.toHaveAttribute("aria-sort");
  await expect(sort("Severity")).toBeFocused();
  await sort("First response due").click();
  await expect(caseList.subjects).toHaveText(["Beta outage", delta, "Alpha bill", "Gamma question"]);
  await expect(caseList.column("First response due")).toHaveAttribute("aria-sort", "ascending");
  await expect(page).toHaveURL("/cases?sort=first-response-due");
  // What a search finds has an order of its own.
  await caseList.search.fill("a");
  await expect(page).toHaveURL("/cases?search=a");
  await expect(sort("Severity")).toHaveCount(0);
});

test("L7: pages of a filtered and sorted list stay right while cases arrive", async ({
  account,
  session,
  signIn,
  caseList,
  page,
}) => {
  const subjects = Array.from({ length: 27 }, (_, place) => `Low ${String(place + 1).padStart(2, "0")}`);
  for (const subject of subjects) await session.createCase({ ...billingDraft, subject });
  await session.createCase({ ...billingDraft, subject: "Left out", severity: "urgent" });
  await signIn(account.root);
  await caseList.open("?severity=low&sort=oldest");
  await expect(caseList.subjects).toHaveText(subjects.slice(0, 25));
  await caseList.nextPage.click();
  await expect(caseList.subjects).toHaveText(subjects.slice(25));
  await session.createCase({ ...billingDraft, subject: "Low 28" });
  await expect(caseList.subjects).toHaveText([...subjects.slice(25), "Low 28"]);
  await page.reload();
  await expect(caseList.subjects).toHaveText([...subjects.slice(25), "Low 28"]);
  // Another filter begins at the beginning.
  await caseList.token("Severity: General guidance").click();
  await expect(page).toHaveURL("/cases?sort=oldest");
  await expect(caseList.subjects).toHaveText(subjects.slice(0, 25));
});

test("L7: what one types is looked for after a pause, or at once with Enter", async ({
  account,
  session,
  signIn,
  caseList,
  page,
}) => {
  await fill(session);
  await signIn(account.root);
  await caseList.open();
  await expect(caseList.subjects).toHaveText(newest);
  await caseList.search.pressSequentially("bet");
  await expect(caseList.subjects).toHaveText(["Beta outage"]);
  await expect(caseList.search).toBeFocused();
  // Both in one go: after a pause between them the list would have been looked through already, in place of what stood before.
  await caseList.search.evaluate((search: HTMLInputElement) => {
    search.value = "gamma";
    search.dispatchEvent(new InputEvent("input", { bubbles: true }));
    search.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  });
  await expect(page).toHaveURL("/cases?search=gamma");
  await expect(caseList.subjects).toHaveText(["Gamma question"]);
  await expect(page.getByText("Cases on this page: 1")).toBeVisible();
  await page.goBack();
  await expect(caseList.search).toHaveValue("bet");
  await expect(caseList.subjects).toHaveText(["Beta outage"]);
  await caseList.search.fill("");
  await expect(caseList.subjects).toHaveText(newest);
});

test("L7: what an input method composes is not looked for before it stands", async ({
  account,
  session,
  signIn,
  caseList,
  page,
}) => {
  await fill(session);
  await signIn(account.root);
  await caseList.open();
  await expect(caseList.subjects).toHaveText(newest);
  const searches: string[] = [];
  page.on("request", (request) => {
    const search = new URL(request.url()).searchParams.get("search");
    if (search !== null) searches.push(search);
  });
  await caseList.search.focus();
  const client = await page.context().newCDPSession(page);
  for (const text of ["と", "とう", "とうきょ", "東京都"]) {
    await client.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  }
  await expect(caseList.search).toHaveValue("東京都");
  // A request that is asked for later than any of the composition.
  const read = page.waitForResponse((answer) => answer.url().includes("/api/cases"));
  await session.createCase({ ...billingDraft, subject: "Meanwhile" });
  await (await read).finished();
  await expect(caseList.case("Meanwhile")).toBeVisible();
  expect(searches).toEqual([]);
  await client.send("Input.insertText", { text: "東京都" });
  await expect(caseList.subjects).toHaveText([delta]);
  expect(new Set(searches)).toEqual(new Set(["東京都"]));
});

test("L7: filters stand as tokens that can be taken away, one or all", async ({ account, session, signIn, caseList, page }) => {
  await fill(session);
  await signIn(account.root);
  await caseList.open();
  await caseList.choose("Severity", "General guidance", "Production system impaired");
  await expect(caseList.filter("Severity")).toHaveText("Severity 2");
  await caseList.choose("Status", "Unassigned");
  await expect(caseList.tokens).toHaveText([
    "Status: Unassigned",
    "Severity: General guidance",
    "Severity: Production system impaired",
  ]);
  await expect(caseList.subjects).toHaveText([delta, "Gamma question", "Alpha bill"]);
  await caseList.token("Severity: General guidance").click();
  await expect(caseList.subjects).toHaveText([delta]);
  await expect(caseList.tokens.first()).toBeFocused();
  await caseList.clearFilters.click();
  await expect(caseList.subjects).toHaveText(newest);
  await expect(page).toHaveURL("/cases");
  await expect(caseList.search).toBeFocused();
});

test("L7: where nothing matches there is a way out, and an address that is none says so", async ({
  account,
  session,
  signIn,
  caseList,
  page,
}) => {
  await fill(session);
  await signIn(account.root);
  await caseList.open("?status=resolved&search=zebra");
  await expect(page.getByRole("main")).toContainText("No case matches");
  await caseList.clearFilters.last().click();
  await expect(caseList.subjects).toHaveText(newest);
  await expect(caseList.search).toHaveValue("");
  await caseList.open("?cursor=nonsense");
  await expect(page.getByRole("main")).toContainText("This list cannot be shown");
  await page.getByRole("link", { name: "View all cases" }).click();
  await expect(caseList.subjects).toHaveText(newest);
});

test("L7: while others are fetched, the cases that were shown stay", async ({ account, session, signIn, caseList, page }) => {
  await fill(session);
  await signIn(account.root);
  await caseList.open();
  await expect(caseList.subjects).toHaveText(newest);
  let answer = (): void => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route((url) => url.pathname === "/api/cases" && url.searchParams.get("severity") === "low", async (route) => {
    await held;
    await route.continue();
  });
  await caseList.choose("Severity", "General guidance");
  const results = page.locator("[aria-busy=true]");
  await expect(results).toHaveCount(1);
  await expect(caseList.subjects).toHaveText(newest);
  answer();
  await expect(caseList.subjects).toHaveText(["Gamma question", "Alpha bill"]);
  await expect(results).toHaveCount(0);
});

test("L7: the keyboard alone suffices", async ({ account, session, signIn, caseList, page }) => {
  await fill(session);
  await signIn(account.root);
  await caseList.open();
  await expect(caseList.subjects).toHaveText(newest);
  const keyboard = new Keyboard(page);
  await keyboard.press(caseList.filter("Type"));
  await expect(caseList.filter("Type")).toHaveAttribute("aria-expanded", "true");
  await keyboard.tabTo(caseList.choice("Type", "Technical"));
  await page.keyboard.press("Space");
  await expect(caseList.subjects).toHaveText(["Gamma question", "Beta outage"]);
  await expect(caseList.choice("Type", "Technical")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(caseList.filter("Type")).toBeFocused();
  await expect(caseList.filter("Type")).toHaveAttribute("aria-expanded", "false");
  await keyboard.press(caseList.column("Severity").getByRole("button"));
  await expect(caseList.subjects).toHaveText(["Beta outage", "Gamma question"]);
  await expect(caseList.column("Severity").getByRole("button")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(caseList.subjects).toHaveText(["Gamma question", "Beta outage"]);
  // Leaving a list of choices closes it.
  await page.keyboard.press("Shift+Tab");
  await caseList.filter("Status").focus();
  await page.keyboard.press("Enter");
  await expect(caseList.choice("Status", "Unassigned")).toBeVisible();
  await caseList.search.focus();
  await expect(caseList.choice("Status", "Unassigned")).toBeHidden();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test("L7: the filters fold behind a button that says how many there are", async ({
    account,
    session,
    signIn,
    caseList,
    page,
  }) => {
    await fill(session);
    await signIn(account.root);
    await caseList.open("?severity=low");
    await expect(caseList.filter("Filters")).toHaveText("Filters 1");
    await expect(caseList.filter("Type")).toBeHidden();
    await caseList.filter("Filters").click();
    await caseList.choose("Type", "Technical");
    await expect(caseList.subjects).toHaveText(["Gamma question"]);
    await expect(caseList.filter("Filters")).toHaveText("Filters 2");
    await caseList.clearFilters.click();
    await page.getByRole("combobox", { name: "Sort by" }).selectOption("Most severe first");
    await expect(caseList.subjects).toHaveText(["Beta outage", delta, "Gamma question", "Alpha bill"]);
  });
});
