// A language that nobody wrote down here: what it calls things is read from its locale file, and what it lacks is looked for.
import type { Page } from "@playwright/test";

/** What a language says in the place of English texts, told by its locale files. */
export class Translation {
  private readonly texts = new Map<string, string>();

  /** Reads both from a site. */
  static async of(site: string, language: string): Promise<Translation> {
    const [english, other] = await Promise.all(["en", language].map((code) => entries(`${site}/locales/${code}.toml`)));
    const translation = new Translation();
    for (const [key, text] of english ?? []) translation.texts.set(text, other?.get(key) ?? "");
    return translation;
  }

  /** A text without placeholders, by the English one. */
  of(english: string): string {
    const text = this.texts.get(english);
    if (text === undefined) throw new Error(`no locale file has the text "${english}"`);
    return text;
  }
}

/** The texts of a locale file by section and key. */
async function entries(address: string): Promise<Map<string, string>> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  const texts = new Map<string, string>();
  let section = "";
  for (const line of (await answer.text()).split("\n")) {
    section = /^\[(.+)\]$/.exec(line)?.[1] ?? section;
    const [, key, text] = /^([\w-]+) = ["'](.*)["']$/.exec(line) ?? [];
    if (key !== undefined && text !== undefined) texts.set(`${section}.${key}`, text);
  }
  return texts;
}

/** Every text in a value of JSON. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/**
 * What a page shows, or tells those who do not see it, outside of the marks around each of its own texts: `⟦` and `⟧`.
 * Times are the browser's own words.
 */
export async function unmarked(page: Page): Promise<string[]> {
  const pieces = await page.evaluate(() => {
    const isShown = (element: Element | null) => element?.checkVisibility({ visibilityProperty: true }) ?? false;
    const found: string[] = [document.title];
    for (const element of document.body.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
      if (!isShown(element)) continue;
      found.push(...["aria-label", "title", "placeholder", "alt"].flatMap((name) => element.getAttribute(name) ?? []));
    }
    // One text may be cut by elements in it; its marks stand around all of them.
    let depth = 0;
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node !== null; node = nodes.nextNode()) {
      const element = node.parentElement;
      if (element === null || element.closest("script, noscript, style, time") || !isShown(element)) continue;
      let outside = "";
      for (const letter of node.textContent ?? "") {
        if (letter === "⟧") depth -= 1;
        else if (letter === "⟦") depth += 1;
        else if (depth === 0) outside += letter;
      }
      found.push(outside);
    }
    return depth === 0 ? found : [...found, `${depth} marks too many`];
  });
  return pieces.map((piece) => piece.replaceAll(/⟦.*⟧/gsu, "").trim()).filter((piece) => /\p{L}/u.test(piece));
}
