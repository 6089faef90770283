// What is entered stays: over reloads, steps, ways back; until it is submitted or discarded (T12, G1).
import { expect, test } from "../../support/test.ts";
import type { CreateCasePage } from "../../support/pages/create-case.ts";

test.beforeEach(async ({ account, signIn, form }) => {
  await signIn(account.root);
  await form.open();
});

/** Answers everything up to the review. */
async function fillIn(form: CreateCasePage): Promise<void> {
  await form.classify("billing", "Payment methods", "Declined payment", "normal");
  await form.nextDetails.click();
  await form.subject.fill("A declined payment");
  await form.description.fill("Twice.\nWhy?");
  await form.page.getByLabel("Payment method").selectOption("Direct debit");
  await form.nextContact.click();
  await form.channel("phone").check();
  await form.phone.fill("206 555 0100");
  await form.extension.fill("7");
  await form.contacts.fill("kai@example.com ana@example.com");
  await form.nextReview.click();
  await expect(form.heading).toHaveText("Review");
}

test("T12: the review shows everything that was entered, each part with a way back to change it", async ({ form }) => {
  await fillIn(form);
  const facts: [number, string, string][] = [
    [0, "What is it about?", "Account and billing"],
    [0, "Service", "Payment methods"],
    [0, "Category", "Declined payment"],
    [0, "Severity", "System impaired"],
    [1, "Subject", "A declined payment"],
    [1, "Description", "Twice.\nWhy?"],
    [1, "Payment method", "Direct debit"],
    [2, "Preferred contact language", "English"],
    [2, "How should we answer?", "Phone"],
    [2, "Country or region", "United States"],
    [2, "Phone number", "206 555 0100"],
    [2, "Extension", "7"],
    [2, "Additional contacts", "kai@example.com, ana@example.com"],
  ];
  for (const [part, name, value] of facts) {
    const shown = form.fact(name, form.part(part));
    await expect(shown).toBeVisible();
    expect(await shown.innerText()).toBe(value);
  }

  await form.edit(0).click();
  await expect(form.heading).toHaveText("Your question");
  await form.severity("high").check();
  await form.page.goBack();
  await expect(form.fact("Severity", form.part(0))).toHaveText("Production system impaired");

  await form.edit(1).click();
  await expect(form.heading).toHaveText("Additional information");
  await form.subject.fill("A payment that was declined");
  await form.nextContact.click();
  await form.nextReview.click();
  await expect(form.fact("Subject", form.part(1))).toHaveText("A payment that was declined");

  await form.edit(2).click();
  await expect(form.heading).toHaveText("Solve now or contact us");
  await form.channel("web").check();
  await form.nextReview.click();
  await expect(form.part(2)).not.toContainText("206 555 0100");
});

test("T12: Discard draft clears everything, after a confirmation", async ({ form, page }) => {
  await fillIn(form);
  await form.discard.click();
  await expect(form.discardDialog).toContainText("Everything that you have entered in this form will be erased.");
  await form.discardDialog.getByRole("button", { name: "Cancel" }).click();
  await expect(form.discardDialog).toBeHidden();
  await expect(form.discard).toBeFocused();
  await expect(form.part(1)).toContainText("A declined payment");

  await form.discard.click();
  await page.keyboard.press("Escape");
  await expect(form.discardDialog).toBeHidden();
  await expect(form.part(1)).toContainText("A declined payment");

  await form.discard.click();
  await form.discardDialog.getByRole("button", { name: "Discard draft" }).click();
  await expect(form.heading).toHaveText("Your question");
  await expect(form.caseType("billing")).not.toBeChecked();
  await page.reload();
  await expect(form.caseType("billing")).not.toBeChecked();
  await form.caseType("billing").check();
  await expect(form.service).toHaveValue("");
  await page.goto("/cases/new?step=details");
  await expect(form.subject).toHaveValue("");
  await expect(form.description).toHaveValue("");
});

test("G1: a reload keeps the draft, from the first keystroke", async ({ form, page }) => {
  await form.classify("billing", "Payment methods", "Declined payment", "normal");
  await form.nextDetails.click();
  await form.subject.pressSequentially("A");
  await page.reload();
  await expect(form.subject).toHaveValue("A");
  await form.description.fill("Twice.");
  await page.goto("/cases");
  await page.goto("/cases/new");
  await expect(form.service).toHaveValue("Payment methods");
  await expect(form.category).toHaveValue("Declined payment");
  await expect(form.severity("normal")).toBeChecked();
  await form.nextDetails.click();
  await expect(form.subject).toHaveValue("A");
  await expect(form.description).toHaveValue("Twice.");
});

test("G1: that the draft is saved is said", async ({ form, page }) => {
  await form.caseType("billing").check();
  await expect(page.getByRole("status").filter({ hasText: "Your draft is saved on this device." })).toBeVisible();
});

test("G1: another person at the same browser does not meet the draft", async ({
  account,
  accounts,
  signIn,
  form,
  page,
}) => {
  await fillIn(form);
  await signIn(await accounts.createUser(account));
  await form.open();
  await expect(form.caseType("billing")).not.toBeChecked();
  await signIn(account.root);
  await page.goto("/cases/new?step=review");
  await expect(form.part(1)).toContainText("A declined payment");
});

test("the browser's way back and forward goes through the steps and keeps everything", async ({ form, page }) => {
  await fillIn(form);
  await page.goBack();
  await expect(form.heading).toHaveText("Solve now or contact us");
  await expect(form.heading).toBeFocused();
  await expect(form.channel("phone")).toBeChecked();
  await expect(form.phone).toHaveValue("206 555 0100");
  await expect(form.contacts).toHaveValue("kai@example.com, ana@example.com");
  await page.goBack();
  await expect(form.subject).toHaveValue("A declined payment");
  await page.goBack();
  await expect(form.service).toHaveValue("Payment methods");
  await page.goForward();
  await page.goForward();
  await page.goForward();
  await expect(form.part(1)).toContainText("A declined payment");
});

test("the steps that are done are links back to them", async ({ form }) => {
  await fillIn(form);
  await expect(form.steps.getByRole("link")).toHaveText(["Your question", "Additional information", "Solve now or contact us"]);
  await form.steps.getByRole("link", { name: "Additional information" }).click();
  await expect(form.subject).toHaveValue("A declined payment");
  await expect(form.steps.locator('[aria-current="step"]')).toContainText("Additional information");
});

test("a step where something has to be corrected says so, and leads there", async ({ form, page }) => {
  await fillIn(form);
  const step = form.steps.getByRole("listitem").filter({ hasText: "Additional information" });
  await expect(step).toHaveText(/^Additional information\s*done$/);
  await step.getByRole("link").click();
  await form.subject.fill("");
  await page.goBack();
  await expect(step).toHaveText(/to correct$/);
  await step.getByRole("link").click();
  await form.subject.fill("A declined payment");
  await page.goBack();
  await expect(step).toHaveText(/done$/);
});

test("what is still to come is wrong only after somebody tried to submit it", async ({ form, page }) => {
  await fillIn(form);
  await form.edit(1).click();
  await form.subject.fill("");
  await page.goto("/cases/new");
  const step = form.steps.getByRole("listitem").filter({ hasText: "Additional information" });
  await expect(step).toHaveText(/^2\s*Additional information$/);
  await page.goto("/cases/new?step=review");
  await form.submit.click();
  await expect(form.errorSummary).toBeFocused();
  await form.steps.getByRole("link", { name: "Your question" }).click();
  await expect(step).toHaveText(/to correct$/);
});

test("after a case was opened the form begins anew", async ({ form, page }) => {
  await fillIn(form);
  await form.submit.click();
  await expect(form.heading).toHaveText("Your case is open");
  await page.getByRole("link", { name: "Create another case" }).click();
  await expect(form.heading).toHaveText("Your question");
  await expect(form.caseType("billing")).not.toBeChecked();
  await page.goto("/cases/new?step=details");
  await expect(form.heading).toHaveText("Your question");
});
