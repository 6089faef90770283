// The home page.
import type { Locator } from "@playwright/test";
import { PageObject } from "./page-object.ts";

export class HomePage extends PageObject {
  get openCases(): Locator {
    return this.page.getByRole("region", { name: this.words.openCases });
  }

  get createCase(): Locator {
    return this.page.getByRole("link", { name: this.words.createCase, exact: true });
  }

  async open(): Promise<void> {
    await this.page.goto("/");
  }
}
