// The account: its contacts, and how one likes the pages.
import type { Locator } from "@playwright/test";
import { PageObject } from "./page-object.ts";

export class AccountPage extends PageObject {
  /** Everything about contacts. */
  get contacts(): Locator {
    return this.page.getByRole("region", { name: this.words.contactAddress });
  }

  get country(): Locator {
    return this.contacts.getByLabel(this.words.country, { exact: true });
  }

  get timeZone(): Locator {
    return this.contacts.getByLabel(this.words.timeZone, { exact: true });
  }

  get billing(): Locator {
    return this.contacts.getByRole("textbox", { name: this.words.billingContact });
  }

  get operations(): Locator {
    return this.contacts.getByRole("textbox", { name: this.words.operationsContact });
  }

  get security(): Locator {
    return this.contacts.getByRole("textbox", { name: this.words.securityContact });
  }

  get save(): Locator {
    return this.page.getByRole("button", { name: this.words.saveContacts });
  }

  get errorSummary(): Locator {
    return this.page.getByRole("region", { name: this.words.summary });
  }

  /** That somebody else has saved meanwhile. */
  get conflict(): Locator {
    return this.contacts.getByRole("status");
  }

  get preferences(): Locator {
    return this.page.getByRole("region", { name: this.words.preferences });
  }

  /** A preference, by its name. */
  preference(name: "pagesLanguage" | "pagesTheme" | "pagesTimeZone"): Locator {
    return this.preferences.getByRole("combobox", { name: this.words[name] });
  }

  async open(): Promise<void> {
    await this.page.goto("/account");
  }
}
