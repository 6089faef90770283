// Secrets in what one types (R1), and how they are stored all the same (R2).
import { expect, test } from "../../support/test.ts";

test.beforeEach(async ({ account, signIn, form }) => {
  await signIn(account.root);
  await form.open("?type=account-and-billing");
  await form.classify("billing", "Billing and charges", "Something else", "low");
  await form.nextDetails.click();
});

test("R1: a card number is shown while one types, and taken out on request", async ({ form, page }) => {
  await form.description.pressSequentially("Please refund\nto 4111 1111 1111 111");
  const notice = page.getByRole("status").filter({ hasText: "This looks like a payment card number" });
  await expect(notice).toHaveCount(0);
  await form.description.press("1");
  await expect(notice).toContainText("(line 2, character 4)");
  await expect(form.description).toBeFocused();
  await form.description.pressSequentially(" today.");
  await expect(form.description).toHaveValue("Please refund\nto 4111 1111 1111 1111 today.");
  await notice.getByRole("button", { name: "Remove it" }).click();
  await expect(form.description).toHaveValue("Please refund\nto  today.");
  await expect(form.description).toBeFocused();
  await expect(notice).toHaveCount(0);
});

test("R1: several secrets are told one by one, in the subject as well", async ({ form, page }) => {
  const key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  await form.subject.fill(`Is ${key} still right?`);
  await expect(page.getByText("This looks like a secret access key")).toBeVisible();
  await form.description.fill(`First ${key}, then 5555 5555 5555 4444.`);
  await expect(page.getByText("This looks like a secret access key")).toHaveCount(2);
  await expect(page.getByText("This looks like a payment card number")).toHaveCount(1);
  const remove = page.getByRole("button", { name: /^Remove it/ });
  await expect(remove).toHaveCount(3);
  await remove.nth(2).click();
  await expect(form.description).toHaveValue(`First ${key}, then .`);
  await remove.nth(0).click();
  await expect(form.subject).toHaveValue("Is  still right?");
});

test("R2: what one keeps is not told of again, wherever it stands in the text, only how it is stored", async ({ form, page }) => {
  const [first, second] = ["4111 1111 1111 1111", "5555 5555 5555 4444"];
  await form.description.fill(`Refund ${first} or ${second}.`);
  const told = page.getByText("This looks like a payment card number");
  const kept = page.getByText("Kept. It is stored as [REDACTED_BY_CASEWORK].", { exact: true });
  const keep = page.getByRole("button", { name: "Keep it" });
  await expect(told).toHaveCount(2);
  await expect(kept).toHaveCount(0);
  await keep.first().click();
  await expect(form.description).toBeFocused();
  await expect(told).toHaveCount(1);
  await expect(page.getByText("(line 1, character 31)")).toBeVisible();
  await expect(kept).toBeVisible();
  await form.description.fill(`Please refund to ${first}; not ${second}.`);
  await expect(page.getByText("(line 1, character 43)")).toBeVisible();
  await expect(told).toHaveCount(1);
  await keep.click();
  await expect(told).toHaveCount(0);
  // Without it there is nothing kept.
  await form.description.fill("Please refund to the bank.");
  await expect(kept).toHaveCount(0);
});

test("R1: ordinary numbers are left alone", async ({ form, page }) => {
  const text = "Order ORD-4111111111111111-01 of 2026-10-15, account 123456789012, instance i-0abcd1234ef567890";
  await form.description.fill(text);
  await expect(page.getByText(`${text.length} / 8000`, { exact: true })).toBeVisible();
  await expect(page.getByText(/This looks like/)).toHaveCount(0);
});

test("R2: what is left in is shown in the review as it will be stored, and stored so", async ({
  form,
  casePage,
  page,
}) => {
  await form.subject.fill("A refund");
  await form.description.fill("Please refund to 4111 1111 1111 1111 today.");
  await form.nextContact.click();
  await form.channel("web").check();
  await form.nextReview.click();
  const stored = "Please refund to [REDACTED_BY_CASEWORK]-1111 today.";
  await expect(form.part(1)).toContainText(stored);
  await expect(form.part(1)).toContainText("What looks like a secret is shown here as it will be stored.");
  await form.submit.click();
  await page.getByRole("link", { name: "Open the case" }).click();
  await expect(casePage.correspondence).toContainText(stored);
  await expect(page.getByText("4111 1111")).toHaveCount(0);
});
