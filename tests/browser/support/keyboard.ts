// Using a page as somebody does who has no pointer.
import { type Locator, type Page, expect } from "@playwright/test";

/** The most presses of one key that anything on our pages can take. */
const MOST = 80;

export class Keyboard {
  constructor(private readonly page: Page) {}

  /** Presses Tab until the control has the focus. */
  async tabTo(control: Locator): Promise<void> {
    await this.pressUntil("Tab", () => control.evaluate((element) => element === document.activeElement), control);
  }

  /** Chooses a radio button: Tab into its group, arrows to the button. */
  async chooseRadio(group: Locator, radio: Locator): Promise<void> {
    const inGroup = () => group.evaluate((element) => element.contains(document.activeElement));
    await this.pressUntil("Tab", inGroup, group);
    await this.page.keyboard.press("Space");
    await this.pressUntil("ArrowDown", () => radio.isChecked(), radio);
  }

  /** Chooses in a list of the browser's own, by arrows. */
  async chooseInSelect(select: Locator, label: string): Promise<void> {
    await this.tabTo(select);
    const chosen = () =>
      select.evaluate((element) => (element as HTMLSelectElement).selectedOptions[0]?.textContent ?? "");
    await this.pressUntil("ArrowDown", async () => (await chosen()) === label, select);
  }

  /** Searches in a list and takes the first match. */
  async search(combobox: Locator, name: string): Promise<void> {
    await this.tabTo(combobox);
    await this.page.keyboard.type(name);
    await expect(this.page.getByRole("listbox").getByRole("option").first()).toHaveText(name);
    await this.page.keyboard.press("Enter");
    await expect(combobox).toHaveValue(name);
  }

  /** Types into a field. */
  async type(field: Locator, text: string): Promise<void> {
    await this.tabTo(field);
    await this.page.keyboard.type(text);
    await expect(field).toHaveValue(text);
  }

  /** Presses a button, or follows a link. */
  async press(control: Locator): Promise<void> {
    await this.tabTo(control);
    await this.page.keyboard.press("Enter");
  }

  private async pressUntil(key: string, done: () => Promise<boolean>, what: Locator): Promise<void> {
    await expect(what).toBeVisible();
    for (let pressed = 0; pressed < MOST; pressed += 1) {
      if (await done()) return;
      await this.page.keyboard.press(key);
    }
    throw new Error(`${key} does not lead to ${what.toString()}`);
  }
}
