// The fixtures for an SPA that comes from a host of its own, which only serves files, with the API at another origin, as
// `config.json` names it.
import { StaticSite } from "./static-site.ts";
import { expect, test as base } from "./test.ts";

interface Options {
  /** The folder of the built SPA; the usual one where it is left out. */
  spa: string | undefined;
  /** Whether the API's operator lets the host's pages use it. */
  isAllowed: boolean;
}

interface Fixtures {
  /** The host of the SPA. */
  site: StaticSite;
}

export const test = base.extend<Options & Fixtures>({
  spa: [undefined, { option: true }],
  isAllowed: [true, { option: true }],
  site: async ({ spa }, use) => {
    const site = await StaticSite.create(spa);
    await use(site);
    await site.destroy();
  },
  ownServer: async ({ isAllowed, site }, use) => use({ allowOrigin: [isAllowed ? site.url : "http://elsewhere.example"] }),
  // No request may go anywhere else: the test's watch sees to that.
  sites: async ({ server, site }, use) => use([server.url, site.url]),
  baseURL: async ({ server, site }, use) => {
    site.api = server.url;
    await use(site.url);
  },
});

export { expect };
