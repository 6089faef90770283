// Using a page as somebody does who has no pointer.
import { type Locator, type Page, expect } from "@playwright/test";

/** The most presses of one key that anything on our pages can take. */
const MOST = 80;

export class Keyboard {
  /** `atEachStop` looks at the page after every key that may have moved the focus. */
  constructor(
    private readonly page: Page,
    private readonly atEachStop: (key: string) => Promise<void> = async () => {},
  ) {}

  /** Presses Tab until the control has the focus. */
  async tabTo(control: Locator): Promise<void> {
    await this.pressUntil("Tab", () => hasFocus(control), control);
  }

  /** The same, backwards. */
  async tabBackTo(control: Locator): Promise<void> {
    await this.pressUntil("Shift+Tab", () => hasFocus(control), control);
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
    const place = select.getByRole("option", { name: label, exact: true });
    const isAbove = await place.evaluate((option: HTMLOptionElement) => {
      const list = option.closest("select");
      return list !== null && option.index < list.selectedIndex;
    });
    const chosen = () => place.evaluate((option: HTMLOptionElement) => option.selected);
    await this.pressUntil(isAbove ? "ArrowUp" : "ArrowDown", chosen, select);
  }

  /** Searches in a list and takes the first match. */
  async search(combobox: Locator, name: string): Promise<void> {
    await this.tabTo(combobox);
    await this.page.keyboard.type(name);
    await expect(this.page.getByRole("listbox").getByRole("option").first()).toHaveText(name);
    await this.page.keyboard.press("Enter");
    await expect(combobox).toHaveValue(name);
  }

  /** Searches in a list with words that many have, walks to the wanted one and takes it. */
  async searchAndWalk(combobox: Locator, typed: string, name: string): Promise<void> {
    await this.tabTo(combobox);
    await this.page.keyboard.type(typed);
    await expect(this.page.getByRole("listbox").getByRole("option").filter({ hasText: name })).toBeVisible();
    const reached = () =>
      combobox.evaluate((element) => document.getElementById(element.getAttribute("aria-activedescendant") ?? "")?.textContent ?? "");
    // A choice may have a note behind its name.
    await this.pressUntil("ArrowDown", async () => (await reached()).startsWith(name), combobox);
    await this.page.keyboard.press("Enter");
    await expect(combobox).toHaveValue(name);
  }

  /** Types into a field. */
  async type(field: Locator, text: string): Promise<void> {
    await this.tabTo(field);
    await this.page.keyboard.type(text);
    await expect(field).toHaveValue(text);
    await this.atEachStop(`typing “${text}”`);
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
      await this.atEachStop(key);
    }
    throw new Error(`${key} does not lead to ${what.toString()}`);
  }
}

function hasFocus(control: Locator): Promise<boolean> {
  return control.evaluate((element) => element === document.activeElement);
}
