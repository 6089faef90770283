// What a category brings with it: recommended solutions, more questions, prompts for the description (T8, T9, S5).
import { expect, test } from "../../support/test.ts";

test.beforeEach(async ({ account, signIn, form }) => {
  await signIn(account.root);
  await form.open();
});

test("T8: choosing a category shows recommended solutions for it", async ({ form, page }) => {
  await form.caseType("technical").check();
  await form.choose(form.service, "Elastic Compute Cloud (EC2): Linux");
  await expect(form.solutions).toHaveCount(0);
  await form.choose(form.category, "Instance connectivity");
  const solution = form.solutions.getByRole("group").first();
  await expect(solution).toBeVisible();
  const answer = solution.getByRole("paragraph");
  await expect(answer).toBeHidden();
  await solution.getByText(/./).first().click();
  await expect(answer).toBeVisible();
  // Again where one decides between solving it now and asking us.
  await page.goto("/cases/new?step=contact");
  await expect(page.getByRole("region", { name: form.words.solveNow })).toBeVisible();
});

test("T8: a category asks for more: resource ids, a region, a date", async ({ form, page }) => {
  await form.classify("technical", "Elastic Compute Cloud (EC2): Linux", "Instance connectivity", "low");
  await form.nextDetails.click();
  await form.subject.fill("No connection");
  await form.description.fill("Nothing answers.");
  await form.nextContact.click();
  await expect(form.errorSummary.getByRole("link")).toHaveText(["Fill in “Instance IDs”", "Fill in “Region”"]);

  const instances = page.getByRole("textbox", { name: "Instance IDs" });
  await instances.fill("vol-0abc");
  await expect(instances).toHaveAccessibleDescription(/“vol-0abc” is not such an ID; they begin with i-/);
  await instances.fill("i-0abcd1234ef567890");
  await expect(instances).not.toHaveAttribute("aria-invalid");
  await form.choose(page.getByRole("combobox", { name: "Region" }), "Asia Pacific (Tokyo)");

  const began = page.getByLabel(/^Day on which it began/);
  await expect(began).toHaveAccessibleDescription(/Year, month and day, such as 2026-11-22/);
  for (const [typed, fault] of [
    ["yesterday", /Enter a date such as 2026-11-22/],
    ["2026-02-30", /This date does not exist; check the day and the month/],
  ] as const) {
    await began.fill(typed);
    await began.press("Tab");
    await expect(began).toHaveAccessibleDescription(fault);
    await expect(began).toHaveValue(typed);
  }
  await began.fill("2099-01-01");
  await expect(began).toHaveAccessibleDescription(/Enter today’s date or an earlier one/);
  await began.fill("2025-01-02");
  await expect(began).not.toHaveAttribute("aria-invalid");
  await form.nextContact.click();
  await expect(form.heading).toHaveText("Solve now or contact us");
});

test("T8: a category asks for a choice", async ({ form, page }) => {
  await form.classify("billing", "Payment methods", "Declined payment", "low");
  await form.nextDetails.click();
  const method = page.getByLabel("Payment method");
  await expect(method.getByRole("option")).toHaveText([
    "Choose",
    "Credit or debit card",
    "Direct debit",
    "Bank transfer on invoice",
    "Other",
  ]);
  await method.selectOption("Direct debit");
  await expect(method).not.toHaveAttribute("aria-invalid");
});

test("T9: prompts say what a good description tells, and put their heading into it once", async ({ form, page }) => {
  await form.classify("technical", "Elastic Compute Cloud (EC2): Linux", "Instance connectivity", "low");
  await form.nextDetails.click();
  await form.description.fill("Nothing answers.");
  for (const heading of ["Error messages received", "Steps tried", "How you access the service"]) {
    await expect(page.getByRole("button", { name: `Add to the description: ${heading}` })).toBeVisible();
  }
  await page.getByRole("button", { name: "Add to the description: Steps tried" }).click();
  await expect(form.description).toHaveValue("Nothing answers.\n\nSteps tried:\n");
  await expect(form.description).toBeFocused();
  await page.keyboard.type("A restart.");
  await expect(form.description).toHaveValue("Nothing answers.\n\nSteps tried:\nA restart.");
  await page.getByRole("button", { name: "Add to the description: Steps tried" }).click();
  await expect(form.description).toHaveValue("Nothing answers.\n\nSteps tried:\nA restart.");
});

test("S5: a question that a third party has to be asked too carries a notice", async ({ form, page }) => {
  await form.caseType("technical").check();
  await form.choose(form.service, "Elastic Compute Cloud (EC2): Linux");
  const notice = page.getByRole("status").filter({ hasText: "This may take longer" });
  await expect(notice).toHaveCount(0);
  await form.choose(form.service, "Third-party software on instances");
  await expect(notice).toBeVisible();
});
