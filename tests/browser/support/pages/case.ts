// The page of one case.
import type { Locator } from "@playwright/test";
import { PageObject } from "./page-object.ts";

export class CasePage extends PageObject {
  get correspondence(): Locator {
    return this.page.getByRole("region", { name: this.words.correspondence });
  }

  get details(): Locator {
    return this.page.getByRole("region", { name: this.words.details });
  }

  get clock(): Locator {
    return this.page.getByRole("region", { name: this.words.firstResponseDue });
  }

  async open(caseId: string): Promise<void> {
    await this.page.goto(`/cases/${caseId}`);
  }
}
