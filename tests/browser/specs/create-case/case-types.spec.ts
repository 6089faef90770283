// Which case types are open to whom (T2 to T5), and what changing an earlier answer keeps (T7).
import { expect, test } from "../../support/test.ts";

test.describe("on Basic", () => {
  test.use({ plan: "basic" });

  test("T3: Technical is shown, disabled, with the reason and a way to the plans", async ({
    account,
    signIn,
    form,
    page,
  }) => {
    await signIn(account.root);
    await form.open();
    await expect(form.caseType("technical")).toBeDisabled();
    await expect(form.caseType("technical")).toHaveAccessibleDescription(/The Basic plan includes no technical cases\./);
    await page.getByRole("group", { name: "What is it about?" }).getByRole("link", { name: "Compare plans" }).click();
    await expect(form.title).toHaveText("Plans");
  });

  test("T3: a link that asks for a technical case chooses nothing", async ({ account, signIn, form }) => {
    await signIn(account.root);
    await form.open("?type=technical");
    await expect(form.caseType("technical")).toBeDisabled();
    await expect(form.caseType("technical")).not.toBeChecked();
  });

  test("T2: account and billing and quota increase are open", async ({ account, signIn, form }) => {
    await signIn(account.root);
    await form.open();
    await expect(form.caseType("billing")).toBeEnabled();
    await expect(form.caseType("quota")).toBeEnabled();
  });
});

test.describe("on Developer", () => {
  test.use({ plan: "developer" });

  test("T4: the root user opens technical cases", async ({ account, signIn, form }) => {
    await signIn(account.root);
    await form.open();
    await expect(form.caseType("technical")).toBeEnabled();
  });

  test("T4: a user is told that only the root user opens technical cases", async ({
    account,
    accounts,
    signIn,
    form,
  }) => {
    await signIn(await accounts.createUser(account));
    await form.open();
    await expect(form.caseType("technical")).toBeDisabled();
    await expect(form.caseType("technical")).toHaveAccessibleDescription(/only the root user opens technical cases/);
  });
});

test("T4: on Business a user opens technical cases", async ({ account, accounts, signIn, form }) => {
  await signIn(await accounts.createUser(account));
  await form.open();
  await expect(form.caseType("technical")).toBeEnabled();
});

test("T5: a resold account is sent to its partner with account and billing", async ({ accounts, signIn, form }) => {
  const account = await accounts.create({ plan: "business", resold: true });
  await signIn(account.root);
  await form.open();
  await expect(form.caseType("billing")).toBeDisabled();
  await expect(form.caseType("billing")).toHaveAccessibleDescription(/A partner serves this account\. Ask them/);
  await expect(form.caseType("technical")).toBeEnabled();
});

test("T6: a closed account opens account and billing cases, and nothing else", async ({ account, signIn, form, page }) => {
  // Closing an account is not part of the command line yet: the page is told that this one is closed.
  await page.route("**/api/session", async (route) => {
    const answer = await route.fetch();
    const session = (await answer.json()) as { account: { facts: { closed: boolean } } };
    session.account.facts.closed = true;
    await route.fulfill({ response: answer, json: session });
  });
  await signIn(account.root);
  await form.open();
  await expect(page.getByRole("main")).toContainText("This account is closed. You can still read its cases");
  await expect(form.caseType("billing")).toBeEnabled();
  for (const type of ["technical", "quota"] as const) {
    await expect(form.caseType(type)).toBeDisabled();
    await expect(form.caseType(type)).toHaveAccessibleDescription(/The account is closed\./);
  }
});

test("T7: category waits for the service, and a new service keeps what is still right", async ({
  account,
  signIn,
  form,
  page,
}) => {
  await signIn(account.root);
  await form.open();
  await expect(form.category).toHaveAttribute("placeholder", "Choose a service first");
  await form.classify("technical", "Elastic Compute Cloud (EC2): Linux", "Instance connectivity", "urgent");
  await form.nextDetails.click();
  await form.subject.fill("No connection");
  await form.description.fill("Nothing answers.");
  await page.getByRole("textbox", { name: "Instance IDs" }).fill("i-0abcd1234ef567890");
  await form.back.click();

  // The other service has the category and the question too.
  await form.choose(form.service, "Elastic Compute Cloud (EC2): Windows");
  await expect(form.category).toHaveValue("Instance connectivity");
  await expect(form.severity("urgent")).toBeChecked();
  await form.nextDetails.click();
  await expect(form.description).toHaveValue("Nothing answers.");
  await expect(page.getByRole("textbox", { name: "Instance IDs" })).toHaveValue("i-0abcd1234ef567890");
  await form.back.click();

  // This one has not: only the category goes.
  await form.choose(form.service, "Auto Scaling");
  await expect(form.category).toHaveValue("");
  await expect(form.category).not.toHaveAttribute("aria-invalid");
  await expect(form.severity("urgent")).toBeChecked();

  // Another case type keeps the texts as well.
  await form.caseType("billing").check();
  await expect(form.service).toHaveValue("");
  await form.choose(form.service, "Billing and charges");
  await form.choose(form.category, "Something else");
  await form.nextDetails.click();
  await expect(form.subject).toHaveValue("No connection");
  await expect(form.description).toHaveValue("Nothing answers.");
});

test("T7: what an input method composes is not searched for before it stands", async ({ account, context, signIn, form, page }) => {
  await signIn(account.root);
  await form.open();
  await form.caseType("technical").check();
  await form.service.focus();
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => form.matches.count()).toBeGreaterThan(20);
  const device = await context.newCDPSession(page);
  for (const text of ["で", "でー", "でーた"]) {
    await device.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  }
  await expect(form.service).toHaveValue("でーた");
  expect(await form.matches.count()).toBeGreaterThan(20);
  await device.send("Input.insertText", { text: "lambda" });
  await expect(form.matches).toHaveText([/Lambda/]);
  await page.keyboard.press("Enter");
  await expect(form.service).toHaveValue(/Lambda/);
});

test("T7: the list of services is searched by typing, and Escape puts back what was chosen", async ({
  account,
  signIn,
  form,
  page,
}) => {
  await signIn(account.root);
  await form.open("?type=technical");
  await form.service.click();
  await expect(form.service).toHaveAttribute("aria-expanded", "true");
  await form.service.pressSequentially("linux ec2");
  await expect(form.matches).toHaveText(["Elastic Compute Cloud (EC2): Linux"]);
  await form.service.press("Enter");
  await expect(form.service).toHaveValue("Elastic Compute Cloud (EC2): Linux");
  await expect(form.service).toHaveAttribute("aria-expanded", "false");
  await form.service.fill("no such thing");
  await expect(form.matches).toHaveCount(0);
  await expect(page.getByText("Matches: 0")).toBeVisible();
  await form.service.press("Escape");
  await expect(form.service).toHaveValue("Elastic Compute Cloud (EC2): Linux");
});
