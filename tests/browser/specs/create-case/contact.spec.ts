// How one is answered: language, channel, telephone, additional contacts (C1 to C6).
import { rm } from "node:fs/promises";
import type { Plan } from "../../support/accounts.ts";
import type { CaseType, Channel } from "../../support/pages/create-case.ts";
import { policyWith } from "../../support/policy.ts";
import { expect, test } from "../../support/test.ts";

const step = (type: string) => `?type=${type}&step=contact`;

const codes: Record<CaseType, string> = {
  billing: "account-and-billing",
  technical: "technical",
  quota: "quota-increase",
};

const names: Record<Channel, string> = { web: "Web", chat: "Chat", phone: "Phone" };

/** C3, as the requirements have it. */
const matrix: [Plan, CaseType, Channel[]][] = [
  ["basic", "billing", ["web", "phone"]],
  ["basic", "quota", ["web"]],
  ["developer", "billing", ["web", "phone"]],
  ["developer", "technical", ["web"]],
  ["developer", "quota", ["web"]],
  ["business", "billing", ["web", "phone"]],
  ["business", "technical", ["web", "chat", "phone"]],
  ["business", "quota", ["web", "chat", "phone"]],
  ["enterprise-on-ramp", "technical", ["web", "chat", "phone"]],
  ["enterprise", "technical", ["web", "chat", "phone"]],
];

for (const plan of new Set(matrix.map(([plan]) => plan))) {
  test.describe(`on ${plan}`, () => {
    test.use({ plan });

    test("C3: the channels are those of case type and plan", async ({ account, signIn, form, page }) => {
      await signIn(account.root);
      for (const [, type, channels] of matrix.filter(([one]) => one === plan)) {
        await form.open(step(codes[type]));
        await expect(form.channels).toHaveCount(channels.length);
        for (const channel of channels) await expect(form.channel(channel)).toBeEnabled();
        const group = page.getByRole("group", { name: "How should we answer?" });
        for (const [channel, name] of Object.entries(names)) {
          const offered = channels.includes(channel as Channel);
          await expect(group.getByRole("radio", { name, exact: true })).toHaveCount(offered ? 1 : 0);
        }
      }
    });
  });
}

test("C1: one is answered in English or Japanese", async ({ account, signIn, form }) => {
  await signIn(account.root);
  await form.open(step("technical"));
  await expect(form.contactLanguage.getByRole("option").filter({ hasText: /^(English|Japanese)$/ })).toHaveCount(2);
  await expect(form.contactLanguage.getByRole("option", { selected: true })).toHaveText("English");
});

test.describe("outside the hours of Japanese", () => {
  test.use({
    // Open on one day of the week, three days from now: never while this runs.
    ownServer: async ({}, use) => {
      const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
      const day = weekdays[(new Date().getUTCDay() + 3) % 7];
      const hours = (channel: string) => `
        [[channel-hours]]
        channel = "${channel}"
        language = "ja"
        time-zone = "Asia/Tokyo"
        ${day} = ["09:00-18:00"]`;
      const rest = `
        [[business-hours]]
        language = "en"
        windows = ["08:00-18:00"]
        [[business-hours]]
        language = "ja"
        windows = ["09:00-18:00"]
        [[channel]]
        id = "web"
        when-closed = "wait"
        [[channel]]
        id = "chat"
        when-closed = "refuse"
        [[channel]]
        id = "phone"
        when-closed = "wait"`;
      const policy = await policyWith({ "hours.toml": rest + hours("chat") + hours("phone") });
      await use({ policy });
      await rm(policy, { recursive: true });
    },
  });

  test("C4: a closed channel says when it opens: a live one is refused, the others wait", async ({
    account,
    signIn,
    form,
  }) => {
    await signIn(account.root);
    await form.open(step("technical"));
    await form.channel("chat").check();
    await expect(form.channel("chat")).toHaveAccessibleDescription(/^Talk with an agent live\.$/);

    await form.contactLanguage.selectOption("Japanese");
    await expect(form.channel("chat")).toBeDisabled();
    await expect(form.channel("chat")).toHaveAccessibleDescription(/Closed now\. Opens .+\./);
    await expect(form.channel("phone")).toBeEnabled();
    await expect(form.channel("phone")).toHaveAccessibleDescription(/Closed now\. Your request waits until .+\./);
    await expect(form.channel("web")).toHaveAccessibleDescription(/^Answers in the support centre/);

    // What was chosen before stays chosen, and is told to be impossible now.
    await expect(form.page.getByText(/This is closed until .+; choose another way/)).toBeVisible();
    await form.nextReview.click();
    await expect(form.errorSummary.getByRole("link")).toHaveText([/This is closed until .+; choose another way/]);
    await form.contactLanguage.selectOption("English");
    await expect(form.errorSummary).toHaveCount(0);
    await expect(form.channel("chat")).toBeChecked();
  });
});

test.describe("by telephone", () => {
  test.beforeEach(async ({ account, signIn, form }) => {
    await signIn(account.root);
    await form.open(step("account-and-billing"));
    await form.channel("phone").check();
  });

  test("C5: country or region and number are asked for, the account's own country first", async ({ form }) => {
    await expect(form.country).toHaveValue("United States");
    await form.nextReview.click();
    await expect(form.errorSummary.getByRole("link")).toHaveText(["Enter a phone number"]);
    await form.channel("web").check();
    await expect(form.phone).toHaveCount(0);
    await expect(form.errorSummary).toHaveCount(0);
  });

  test("C5: the list of all countries opens at the chosen one, and has every other", async ({ form, page, server }) => {
    const policy = (await (await page.request.get(`${server.url}/api/policy`)).json()) as { countries: unknown[] };
    await form.country.click();
    const chosen = form.matches.and(page.locator("[aria-selected=true]"));
    await expect(chosen).toHaveText(/^United States/);
    await expect(form.matches).toHaveCount(policy.countries.length);
    await expect(chosen).toBeInViewport();
    await expect(form.matches.first()).not.toBeInViewport();
    const names = (await form.matches.locator("span:first-child").allTextContents()).map((name) => name.trim());
    expect(names).toEqual(names.toSorted(new Intl.Collator("en").compare));

    // Around the end, to the first, and on by what one types.
    for (const last = names.length - 1, at = { place: names.indexOf("United States") }; at.place < last; at.place += 1) {
      await form.country.press("ArrowDown");
    }
    await form.country.press("ArrowDown");
    await expect(form.country).toHaveAttribute("aria-activedescendant", (await form.matches.first().getAttribute("id")) ?? "");
    await expect(form.matches.first()).toBeInViewport();
    await form.country.press("ArrowUp");
    await expect(form.matches.last()).toBeInViewport();
    await form.country.fill("an");
    const found = names.filter((name) => name.toLowerCase().includes("an"));
    await expect(form.matches.locator("span:first-child")).toHaveText(found);
    await form.matches.filter({ hasText: /^Japan/ }).click();
    await expect(form.country).toHaveValue("Japan");
  });

  test("C5: the number is checked while one types it", async ({ form }) => {
    await form.phone.pressSequentially("206");
    await expect(form.phone).not.toHaveAttribute("aria-invalid");
    await form.phone.press("Tab");
    await expect(form.phone).toHaveAccessibleDescription(
      /United States: numbers have 10 digits, this one has 3; check it/,
    );
    await form.phone.focus();
    await form.phone.press("End");
    await form.phone.pressSequentially(" 555");
    await expect(form.phone).toHaveAccessibleDescription(/this one has 6; check it/);
    await form.phone.pressSequentially("-0100");
    await expect(form.phone).not.toHaveAttribute("aria-invalid");
    await expect(form.phone).toBeFocused();
    await form.phone.pressSequentially("x");
    await expect(form.phone).toHaveAccessibleDescription(/Enter digits only/);
  });

  test("C5: another country's number is told, until the country is right", async ({ form }) => {
    await form.phone.fill("+81 3 1234 5678");
    await form.phone.press("Tab");
    await expect(form.phone).toHaveAccessibleDescription(/This is not a number of United States \(\+1\)/);
    await form.choose(form.country, "Japan");
    await expect(form.phone).not.toHaveAttribute("aria-invalid");
  });

  test("C5: an extension has 1 to 10 digits, or is left out", async ({ form }) => {
    await form.phone.fill("(206) 555-0100");
    await form.extension.fill("12345678901");
    await expect(form.extension).toHaveAccessibleDescription(/Shorten it by 1/);
    await form.extension.fill("12a");
    await form.extension.press("Tab");
    await expect(form.extension).toHaveAccessibleDescription(/Enter digits only/);
    await form.extension.fill("");
    await expect(form.extension).not.toHaveAttribute("aria-invalid");
    await form.nextReview.click();
    await expect(form.heading).toHaveText("Review");
  });
});

test.describe("additional contacts", () => {
  test("C6: a user is reminded to add their own address, and one press adds it", async ({
    account,
    accounts,
    signIn,
    form,
    page,
  }) => {
    await signIn(await accounts.createUser(account, { name: "ana", email: "ana@example.com" }));
    await form.open(step("technical"));
    const reminder = page.getByRole("status").filter({ hasText: "add your own address" });
    await expect(reminder).toBeVisible();
    await form.contacts.fill("kai@example.com");
    await expect(reminder).toBeVisible();
    await page.getByRole("button", { name: "Add ana@example.com" }).click();
    await expect(form.contacts).toHaveValue("kai@example.com, ana@example.com");
    await expect(reminder).toHaveCount(0);
  });

  test("C6: the root user is not reminded", async ({ account, signIn, form, page }) => {
    await signIn(account.root);
    await form.open(step("technical"));
    await expect(form.contacts).toBeVisible();
    await expect(page.getByText("add your own address")).toHaveCount(0);
  });

  test("C6: at most ten addresses, none twice, each of them one", async ({ account, signIn, form }) => {
    await signIn(account.root);
    await form.open(step("technical"));
    const eleven = Array.from({ length: 11 }, (_, place) => `kai${place}@example.com`);
    await form.contacts.fill(eleven.join(", "));
    await expect(form.contacts).toHaveAccessibleDescription(/Remove 1: 10 are possible, there are 11/);
    await form.contacts.fill("kai@example.com; KAI@example.com nonsense");
    await form.contacts.press("Tab");
    await expect(form.contacts).toHaveAccessibleDescription(/KAI@example\.com: This address is there twice; remove one/i);
    await expect(form.contacts).toHaveAccessibleDescription(/nonsense: Enter an address such as name@example\.com/);
    await form.contacts.fill("kai@example.com, ana@example.com");
    await expect(form.contacts).not.toHaveAttribute("aria-invalid");
  });

  test.describe("on Developer", () => {
    test.use({ plan: "developer" });

    test("C6: are not part of the plan, which is said", async ({ account, signIn, form, page }) => {
      await signIn(account.root);
      await form.open(step("technical"));
      await expect(page.getByText("Your plan does not include additional contacts.")).toBeVisible();
      await expect(form.contacts).toHaveCount(0);
    });
  });
});
