// What somebody who goes by keyboard needs at every stop: to see where they are, on a page that fits the window.
import { type Page, expect } from "@playwright/test";

/** Waits until nothing hides where one is: lists open, and what was fetched takes its place, after the key was pressed. */
export async function expectInSight(page: Page, after: string): Promise<void> {
  await expect.poll(() => page.evaluate(faults), { message: `where the focus is, after ${after}` }).toEqual([]);
}

/** Runs in the page: what is wrong with the place of the focus. */
function faults(): string[] {
  const found: string[] = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth - root.clientWidth} pixels wider than the window`);
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return [...found, "nothing has the focus"];

  /** What one looks for: some controls are drawn by what is around or beside them. */
  const ring = ringOf(focused);
  const shown = ring?.element ?? focused;
  const words = [focused.textContent, focused.getAttribute("aria-label"), shown.textContent].find((one) => one?.trim()) ?? "";
  const name = `${focused.tagName.toLowerCase()} “${words.trim().slice(0, 40)}”`;
  // What takes the focus only so that one can read on from there needs no ring.
  const isStop = focused.getAttribute("tabindex") !== "-1";
  if (isStop && ring === undefined) found.push(`${name} has no ring`);
  const isFaint = ring !== undefined && contrast(ring.color, ground(shown.parentElement)) < 3;
  if (isStop && isFaint) found.push(`the ring of ${name} does not stand out`);
  found.push(...hidden(shown, name));
  const active = document.getElementById(focused.getAttribute("aria-activedescendant") ?? "");
  if (active !== null) found.push(...hidden(active, `the choice “${active.textContent}”`));
  return found;

  /** The element that shows the focus, and in which colour. */
  function ringOf(control: Element): { element: Element; color: string } | undefined {
    for (let around: Element | null = control; around !== null && around !== document.body; around = around.parentElement) {
      for (const element of [around, ...(around.parentElement?.children ?? [])]) {
        for (const part of [null, "::after"]) {
          const style = getComputedStyle(element, part);
          const isDrawn = style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2 && style.clipPath === "none";
          if (isDrawn) return { element, color: style.outlineColor };
        }
      }
    }
    return undefined;
  }

  /** Whether less than a line's height of it can be seen; the rest may be longer than the window. */
  function hidden(element: Element, what: string): string[] {
    const { left, right, top, bottom, height } = element.getBoundingClientRect();
    if (left < 0 || right > innerWidth + 0.5) return [`${what} is beside the window: ${left} to ${right} of ${innerWidth}`];
    let seen = 0;
    for (let y = Math.max(top, 0) + 1; y < Math.min(bottom, innerHeight); y += 2) {
      const hit = document.elementFromPoint((left + right) / 2, y);
      if (hit !== null && (element.contains(hit) || hit.contains(element))) seen += 2;
    }
    const isSeen = seen + 2 >= Math.min(height, 24);
    return isSeen ? [] : [`${what}, from ${top} to ${bottom}, is hidden: ${seen} pixels of it are seen`];
  }

  /** The colour that is behind an element. */
  function ground(element: Element | null): string {
    for (let behind = element; behind !== null; behind = behind.parentElement) {
      const color = getComputedStyle(behind).backgroundColor;
      if (channels(color)[3] === 255) return color;
    }
    return "white";
  }

  function contrast(one: string, other: string): number {
    const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  /** WCAG's relative luminance. */
  function luminance(color: string): number {
    const [red = 0, green = 0, blue = 0] = [...channels(color)].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  /** Red, green, blue and opacity of whatever CSS calls a colour. */
  function channels(color: string): Uint8ClampedArray {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("the browser does not draw");
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return context.getImageData(0, 0, 1, 1).data;
  }
}
