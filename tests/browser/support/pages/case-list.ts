// The list of all cases.
import type { Locator } from "@playwright/test";
import { PageObject } from "./page-object.ts";

export class CaseListPage extends PageObject {
  /** The rows below the head. */
  get rows(): Locator {
    return this.page.getByRole("row").filter({ has: this.page.getByRole("rowheader") });
  }

  get older(): Locator {
    return this.page.getByRole("link", { name: this.words.older });
  }

  get newest(): Locator {
    return this.page.getByRole("link", { name: this.words.newest });
  }

  /** The link to a case, by its subject. */
  case(subject: string): Locator {
    return this.page.getByRole("link", { name: subject, exact: true });
  }

  async open(): Promise<void> {
    await this.page.goto("/cases");
  }
}
