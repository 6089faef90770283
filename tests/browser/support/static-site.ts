// The SPA on a host that only serves files, as any does that knows of applications of one page: what is no file is the page.
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

/** The built SPA: `CASEWORK_DIST`, or the folder that `cargo xtask build` makes. */
const builtSpa = process.env["CASEWORK_DIST"] ?? "../../dist";

const mediaTypes: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".toml": "text/plain; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};

/** A host with a port of its own. */
export class StaticSite {
  /** The paths that it was asked for. */
  readonly asked: string[] = [];
  /** Where its `config.json` says that the API is. */
  api = "";

  private constructor(
    private readonly host: Server,
    private readonly dist: string,
  ) {}

  /** Serves the built SPA in a folder, by its path from the suite's. */
  static async create(folder = builtSpa): Promise<StaticSite> {
    const dist = path.resolve(import.meta.dirname, "..", folder);
    if (!existsSync(dist)) throw new Error(`${dist} is not there: cargo xtask test browser builds it`);
    const host = createServer();
    const site = new StaticSite(host, dist);
    host.on("request", (request: IncomingMessage, response: ServerResponse) => void site.answer(request, response));
    host.listen(0, "127.0.0.1");
    await once(host, "listening");
    return site;
  }

  /** Where it answers, without a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${(this.host.address() as AddressInfo).port}`;
  }

  async destroy(): Promise<void> {
    const closed = once(this.host, "close");
    this.host.close();
    this.host.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "/", this.url);
    this.asked.push(pathname);
    if (request.method !== "GET") {
      response.writeHead(405).end();
      return;
    }
    if (pathname === "/config.json") {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ apiBase: this.api }));
      return;
    }
    // The address is normal: it leads to nothing above the folder.
    const named = path.join(this.dist, pathname);
    const file = existsSync(named) && path.extname(named) !== "" ? named : path.join(this.dist, "index.html");
    const type = mediaTypes[path.extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type }).end(await readFile(file));
  }
}
