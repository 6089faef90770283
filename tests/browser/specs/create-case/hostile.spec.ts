// Text that nobody expects, and answers that the policy does not know: each is told at its place, and stays as it was typed.
import { expect, test } from "../../support/test.ts";

const toDetails = "/cases/new?step=details";

test.describe("texts", () => {
  test.beforeEach(async ({ account, signIn, form, page }) => {
    await signIn(account.root);
    await form.open("?type=account-and-billing");
    await page.goto(toDetails);
  });

  for (const [kind, text, characters] of [
    ["right to left", "שלום، مرحبا, hello", 18],
    ["combining marks", "e\u0301\u0323 Z\u0351\u036b\u0343algo", 12],
    ["emoji", "👩‍👩‍👧‍👦 🏳️‍🌈 🙂", 14],
    ["markup", '<img src=x onerror="document.title=1"> & &amp;', 46],
  ] as const) {
    test(`T10: ${kind} is text like any other`, async ({ form, page }) => {
      expect([...text].length).toBe(characters);
      await form.subject.fill(text);
      await form.description.fill(text);
      await expect(page.getByText(`${characters} / 250`, { exact: true })).toBeVisible();
      await expect(page.getByText(`${characters} / 8000`, { exact: true })).toBeVisible();
      await expect(form.subject).not.toHaveAttribute("aria-invalid");
      await expect(form.description).not.toHaveAttribute("aria-invalid");
      await page.goto("/cases/new?step=review");
      await expect(form.fact("Subject", form.part(1))).toHaveText(text);
      await expect(form.fact("Description", form.part(1))).toHaveText(text);
    });
  }

  test("T10: a megabyte is told to be too long, and stays", async ({ form }) => {
    const text = "ab cd ".repeat(174_763);
    for (const [field, limit] of [
      [form.subject, 250],
      [form.description, 8000],
    ] as const) {
      await field.fill(text);
      await expect(field).toHaveAccessibleDescription(
        new RegExp(`Shorten it by ${1_048_577 - limit}: it has 1048577 characters`),
      );
      await expect(field).toHaveValue(text);
    }
  });

  test("an invisible character in the description is told with its place", async ({ form }) => {
    await form.description.fill("line\nbad\u0008end");
    await expect(form.description).toHaveAccessibleDescription(/Remove the invisible character U\+0008 at position 9/);
    await expect(form.description).toHaveValue(/bad/);
  });
});

test("a link that asks for an unknown case type chooses nothing", async ({ account, signIn, form, page }) => {
  await signIn(account.root);
  await form.open("?type=nonsense");
  await expect(page.getByRole("radio", { checked: true })).toHaveCount(0);
});

test("a kept draft with answers that the policy does not know says so at each, and drops what nobody asks", async ({
  account,
  signIn,
  form,
  page,
}) => {
  await signIn(account.root);
  await form.open();
  const draft = {
    caseType: "technical",
    service: "abacus",
    category: "beads",
    severity: "apocalyptic",
    subject: "From long ago",
    description: "Still true.",
    fields: { "left-over": "1" },
  };
  const kept = await page.request.put("/api/drafts/technical", { data: { device: "another", draft } });
  expect(kept.status()).toBe(200);
  await page.reload();
  await form.nextDetails.click();
  await expect(form.errorSummary).toBeFocused();
  const told = form.errorSummary.getByRole("link");
  // Which categories there are depends on the service: that one is asked for first.
  await expect(told).toHaveText([/^Service: “abacus” is not to be had here/, /^Severity: /]);
  await told.first().click();
  await expect(form.service).toBeFocused();
  await page.goto(toDetails);
  await expect(form.subject).toHaveValue("From long ago");
  await expect(form.description).toHaveValue("Still true.");
});
