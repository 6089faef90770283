// Feedback as one types: at the field, at once, without moving the focus, and not before there was a chance to answer.
import { expect, test } from "../../support/test.ts";

test.beforeEach(async ({ account, signIn, form }) => {
  await signIn(account.root);
  await form.open("?type=account-and-billing");
});

/** Answers the first step, so that the second is shown. */
const toDetails = "/cases/new?step=details";

test("nobody is scolded for a field that they have not touched", async ({ form, page }) => {
  await form.nextDetails.waitFor();
  await expect(page.locator("[aria-invalid]")).toHaveCount(0);
  await page.goto(toDetails);
  await expect(form.subject).toBeVisible();
  await expect(page.locator("[aria-invalid]")).toHaveCount(0);
  await form.subject.focus();
  await expect(form.subject).not.toHaveAttribute("aria-invalid");
  await page.keyboard.press("Tab");
  await expect(form.description).toBeFocused();
  await expect(form.subject).toHaveAttribute("aria-invalid", "true");
  await expect(form.subject).toHaveAccessibleDescription(/Enter a subject/);
  await expect(form.description).not.toHaveAttribute("aria-invalid");
});

test("T10: a subject that is too long is told at once, and no longer when it is mended; the focus stays", async ({
  form,
  page,
}) => {
  await page.goto(toDetails);
  await form.subject.fill("x".repeat(250));
  await expect(form.subject).not.toHaveAttribute("aria-invalid");
  await form.subject.press("End");
  await form.subject.press("y");
  await expect(form.subject).toHaveAccessibleDescription(/Shorten it by 1: it has 251 characters, 250 are possible/);
  await expect(form.subject).toHaveAttribute("aria-invalid", "true");
  await expect(form.subject).toBeFocused();
  await page.keyboard.type("zz");
  await expect(form.subject).toHaveAccessibleDescription(/Shorten it by 3/);
  for (let extra = 0; extra < 3; extra += 1) await page.keyboard.press("Backspace");
  await expect(form.subject).not.toHaveAttribute("aria-invalid");
  await expect(form.subject).toHaveAccessibleDescription(/^((?!Shorten).)*$/);
  await expect(form.subject).toBeFocused();
  await expect(form.subject).toHaveValue("x".repeat(250));
});

test("T10: live counters count characters as the rule does", async ({ form, page }) => {
  await page.goto(toDetails);
  await expect(page.getByText("0 / 250", { exact: true })).toBeVisible();
  await expect(page.getByText("0 / 8000", { exact: true })).toBeVisible();
  // White space at the ends does not count, an emoji outside the basic plane counts once, combining marks do count.
  await form.subject.fill("  a💡e\u0301 ");
  await expect(page.getByText("4 / 250", { exact: true })).toBeVisible();
  await form.description.pressSequentially("ab\ncd");
  await expect(page.getByText("5 / 8000", { exact: true })).toBeVisible();
  // Near the end it is read out, too.
  await form.subject.fill("x".repeat(240));
  await expect(form.subject).toHaveAccessibleDescription(/240 of 250 characters used/);
});

test("T10: the longest description is taken, one character more is not", async ({ form, page }) => {
  await page.goto(toDetails);
  await form.description.fill("あ".repeat(8000));
  await expect(page.getByText("8000 / 8000", { exact: true })).toBeVisible();
  await expect(form.description).not.toHaveAttribute("aria-invalid");
  await form.description.fill("あ".repeat(8001));
  await expect(form.description).toHaveAccessibleDescription(/Shorten it by 1: it has 8001 characters/);
});

test("an invisible character is told with its place", async ({ form, page }) => {
  await page.goto(toDetails);
  await form.subject.fill("bad\u0007bell");
  await expect(form.subject).toHaveAccessibleDescription(/Remove the invisible character U\+0007 at position 4/);
});

test("half-composed text of an input method is nobody's answer yet", async ({ context, form, page }) => {
  await page.goto(toDetails);
  await form.subject.focus();
  const device = await context.newCDPSession(page);
  await device.send("Input.imeSetComposition", { text: "けんめ", selectionStart: 3, selectionEnd: 3 });
  await expect(form.subject).toHaveValue("けんめ");
  await expect(page.getByText("0 / 250", { exact: true })).toBeVisible();
  await device.send("Input.insertText", { text: "件名" });
  await expect(form.subject).toHaveValue("件名");
  await expect(page.getByText("2 / 250", { exact: true })).toBeVisible();
});

test("going on with faults moves the focus to a summary whose links lead to the fields", async ({ form, page }) => {
  await form.nextDetails.click();
  await expect(form.errorSummary).toBeFocused();
  const links = form.errorSummary.getByRole("link");
  await expect(links).toHaveText(["Choose a service", "Choose a category", "Choose a severity"]);
  await expect(page).toHaveURL("/cases/new?type=account-and-billing");

  await links.nth(0).click();
  await expect(form.service).toBeFocused();
  await links.nth(1).click();
  await expect(form.category).toBeFocused();
  await links.nth(2).click();
  await expect(form.severity("low")).toBeFocused();
  await form.severity("low").check();
  await expect(links).toHaveText(["Choose a service", "Choose a category"]);
  await expect(form.severity("low")).toBeFocused();

  await form.choose(form.service, "Billing and charges");
  await form.choose(form.category, "Something else");
  await expect(form.errorSummary).toHaveCount(0);
  await form.nextDetails.click();
  await expect(form.heading).toHaveText("Additional information");
});

test("submitting with faults leads back from the review to the field in its step", async ({ form, page }) => {
  await page.goto("/cases/new?step=review");
  await form.submit.click();
  await expect(form.errorSummary).toBeFocused();
  const links = form.errorSummary.getByRole("link");
  await expect(links).toHaveText([
    "Choose a service",
    "Choose a category",
    "Choose a severity",
    "Enter a subject",
    "Enter a description",
    "Choose how we should answer",
  ]);
  await links.filter({ hasText: "Enter a description" }).click();
  await expect(page).toHaveURL("/cases/new?step=details");
  await expect(form.description).toBeFocused();
  await page.keyboard.type("Now there is one.");
  await page.goBack();
  await expect(links.filter({ hasText: "Enter a description" })).toHaveCount(0);
});
