// Moments as a page writes them.
import type { Language } from "./words.ts";

/** An instant as a promise is written: *Friday, November 20 at 6:00 PM EST*. */
export function moment(at: string | number | undefined, timeZone: string, language: Language): string {
  if (at === undefined) throw new Error("there is no promise");
  return new Intl.DateTimeFormat(language, {
    weekday: "long",
    month: "long",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
    timeZone,
  }).format(new Date(at));
}
