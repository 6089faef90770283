// What stands around every page: navigation, preferences, the account.
import type { Locator } from "@playwright/test";
import { PageObject } from "./page-object.ts";

export class Shell extends PageObject {
  /** The first link of a page, which leads past the header. */
  get skip(): Locator {
    return this.page.getByRole("link", { name: this.words.skip, exact: true });
  }

  get accountMenu(): Locator {
    return this.page.getByRole("button", { name: this.words.accountMenu });
  }

  get language(): Locator {
    return this.page.getByRole("combobox", { name: this.words.language, exact: true });
  }

  get theme(): Locator {
    return this.page.getByRole("combobox", { name: this.words.theme, exact: true });
  }

  /** The notices in the corner. */
  notice(words: string | RegExp): Locator {
    return this.page.getByRole("status").filter({ hasText: words });
  }

  async signOut(): Promise<void> {
    await this.accountMenu.click();
    await this.page.getByRole("button", { name: this.words.signOut, exact: true }).click();
  }
}
