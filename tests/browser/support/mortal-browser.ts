// A browser that can be killed as a crash would: no handler runs, and nothing that is only in memory survives.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { type Browser, type LaunchOptions, type Page, chromium } from "@playwright/test";

/** A browser with a profile of its own, which outlives it. */
export class MortalBrowser {
  private process: ChildProcess | undefined;
  private browser: Browser | undefined;

  private constructor(
    private readonly profile: string,
    private readonly options: LaunchOptions,
  ) {}

  /** A fresh profile; the options are those of the suite's other browsers. */
  static async create(options: LaunchOptions): Promise<MortalBrowser> {
    return new MortalBrowser(await mkdtemp(path.join(tmpdir(), "casework-profile-")), options);
  }

  /** Starts it on its profile, on this page. */
  async open(address: string): Promise<Page> {
    for (let start = 1; ; start += 1) {
      const page = await this.start();
      try {
        await page.goto(address);
        return page;
      } catch (error) {
        // Chromium may fall over what a kill has left half-written in its profile, once; whoever uses it starts it again.
        // Its connection can be gone before its process is.
        const hasFallen = this.hasEnded || (error instanceof Error && error.message.includes("has been closed"));
        if (!hasFallen || start === 3) throw error;
        await this.kill();
      }
    }
  }

  private async start(): Promise<Page> {
    const { executablePath, args = [] } = this.options;
    if (executablePath === undefined) throw new Error("the browser's path is not set");
    const own = ["--headless", "--no-sandbox", "--remote-debugging-port=0", `--user-data-dir=${this.profile}`];
    // A group of its own, so that the processes of its pages die with it.
    const child = spawn(executablePath, [...args, ...own, "about:blank"], { detached: true, stdio: ["ignore", "ignore", "pipe"] });
    this.process = child;
    this.browser = await chromium.connectOverCDP(await address(child));
    const context = this.browser.contexts()[0];
    if (context === undefined) throw new Error("the browser has no profile");
    // The page that it opens by itself may be replaced once more after a crash.
    return context.newPage();
  }

  private get hasEnded(): boolean {
    return this.process === undefined || this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** Kills all its processes at once. */
  async kill(): Promise<void> {
    const child = this.process;
    if (child?.pid === undefined || this.hasEnded) return;
    const ended = once(child, "exit");
    process.kill(-child.pid, "SIGKILL");
    await ended;
    // The connection ends with it.
    await this.browser?.close();
  }

  /** Kills it and removes its profile. */
  async destroy(): Promise<void> {
    await this.kill();
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Where the browser can be spoken to, as it says when it is ready. */
async function address(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new Error("the browser's words are not heard");
  const said: string[] = [];
  const lines = createInterface({ input: child.stderr });
  for await (const line of lines) {
    const found = /^DevTools listening on (\S+)$/.exec(line);
    if (found?.[1] !== undefined) {
      // What it says later is nobody's.
      child.stderr.resume();
      return found[1];
    }
    said.push(line);
  }
  throw new Error(`the browser ended before it was ready:\n${said.join("\n")}`);
}
