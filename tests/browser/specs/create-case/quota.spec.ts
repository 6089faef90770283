// The rows of a quota increase (Q1, Q2).
import { expect, test } from "../../support/test.ts";

test.beforeEach(async ({ account, signIn, form }) => {
  await signIn(account.root);
  await form.open("?type=quota-increase");
  await form.choose(form.limitType, "Elastic Compute Cloud (EC2): On-Demand");
  await form.severity("low").check();
  await form.nextDetails.click();
});

const limits = ["Running Standard (A, C, D, H, I, M, R, T, Z) instances", "Elastic IP addresses"] as const;

test("Q1: limit type, region, limit, new value and a case description; no category, no subject", async ({ form }) => {
  await expect(form.request(1)).toBeVisible();
  await expect(form.removeRequest(1)).toHaveCount(0);
  await expect(form.category).toHaveCount(0);
  await expect(form.subject).toHaveCount(0);
  await form.nextContact.click();
  await expect(form.errorSummary.getByRole("link")).toHaveText([
    "Request 1: Choose a region",
    "Request 1: Choose a limit",
    "Request 1: Enter the new limit value",
    "Enter a description",
  ]);
  await form.errorSummary.getByRole("link", { name: "Choose a limit" }).click();
  await expect(form.limit(form.request(1))).toBeFocused();
});

test("Q1: rows are added and removed; the focus follows", async ({ form }) => {
  const [first, second] = [form.request(1), form.request(2)];
  await form.choose(form.region(first), "Europe (Frankfurt)");
  await form.limit(first).selectOption(limits[0]);
  await form.newValue(first).fill("64");
  await form.addRequest.click();
  await expect(form.region(second)).toBeFocused();
  await expect(form.region(second)).toHaveValue("Europe (Frankfurt)");
  await form.limit(second).selectOption(limits[1]);
  await form.newValue(second).fill("20");

  await form.removeRequest(1).click();
  await expect(form.request(2)).toHaveCount(0);
  await expect(form.newValue(first)).toHaveValue("20");
  await expect(form.limit(first).getByRole("option", { selected: true })).toHaveText(limits[1]);
  await expect(form.region(first)).toBeFocused();
});

test("Q1: one case takes at most ten requests", async ({ form, page }) => {
  for (let number = 2; number <= 10; number += 1) {
    await form.addRequest.click();
    await expect(form.request(number)).toBeVisible();
  }
  await expect(form.addRequest).toHaveCount(0);
  await expect(page.getByText("One case takes at most 10 requests.")).toBeVisible();
});

test("Q2: the new value is a whole number above the current one, within the quota's bounds", async ({ form, page }) => {
  const row = form.request(1);
  const value = form.newValue(row);
  await form.choose(form.region(row), "Europe (Frankfurt)");
  await form.limit(row).selectOption(limits[0]);
  await expect(page.getByText("Current value: 5 vCPUs. At most: 20,000.")).toBeVisible();
  await value.fill("5");
  await value.press("Tab");
  await expect(value).toHaveAccessibleDescription(/Enter more than 5, the current value/);
  await value.fill("20001");
  await expect(value).toHaveAccessibleDescription(/Enter at most 20,000/);
  await value.fill("1.5");
  await expect(value).toHaveAccessibleDescription(/Enter a whole number, digits only/);
  await value.fill("99999999999999999999999999");
  await expect(value).toHaveAccessibleDescription(/Enter at most 20,000/);
  await value.fill("6");
  await expect(value).not.toHaveAttribute("aria-invalid");
});

test("Q2: the same quota in the same region is asked for once", async ({ form }) => {
  const [first, second] = [form.request(1), form.request(2)];
  await form.choose(form.region(first), "Europe (Frankfurt)");
  await form.limit(first).selectOption(limits[1]);
  await form.newValue(first).fill("20");
  await form.addRequest.click();
  await form.limit(second).selectOption(limits[1]);
  await form.newValue(second).fill("30");
  await expect(form.limit(second)).toHaveAccessibleDescription(
    /Request 1 asks for the same limit in the same region; change one of the two/,
  );
  await form.choose(form.region(second), "Asia Pacific (Tokyo)");
  await expect(form.limit(second)).not.toHaveAttribute("aria-invalid");
});

test("Q2: a limit that a region does not have is told", async ({ form }) => {
  const row = form.request(1);
  await form.choose(form.region(row), "Asia Pacific (Tokyo)");
  await form.limit(row).selectOption("Running F instances");
  await form.newValue(row).fill("16");
  await expect(form.region(row)).toHaveAccessibleDescription(
    /This limit does not exist in Asia Pacific \(Tokyo\); choose another region/,
  );
});

test("T7: another limit type keeps the description, and of the rows what is still right", async ({ form }) => {
  const row = form.request(1);
  await form.choose(form.region(row), "Europe (Frankfurt)");
  await form.limit(row).selectOption(limits[1]);
  await form.newValue(row).fill("20");
  await form.caseDescription.fill("A new system.");
  await form.back.click();
  await form.choose(form.limitType, "Auto Scaling");
  await form.nextDetails.click();
  await expect(form.caseDescription).toHaveValue("A new system.");
  await expect(form.limit(row)).toHaveValue("");
});
