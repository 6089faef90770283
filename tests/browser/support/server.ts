// A server of our own on a fresh data folder, and the command line that fills it.
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

const folderOfSuite = path.join(import.meta.dirname, "..");

/** The server's binary: `CASEWORK_BIN`, or the workspace's release build. */
const binary = path.resolve(folderOfSuite, process.env["CASEWORK_BIN"] ?? "../../target/release/casework");

type ServerProcess = ChildProcessByStdio<null, Readable, Readable>;

/** What a server may be started with. */
export interface ServerOptions {
  /** The folder of a policy in the place of the built-in one. */
  policy?: string;
  /** Other sites whose pages may use the API. */
  allowOrigin?: string[];
}

/** A server and its data folder. It can be stopped and started again on the same data and address. */
export class Server {
  /** What it wrote to its log, over all its starts. */
  log = "";
  private process: ServerProcess | undefined;
  private address = "127.0.0.1:0";

  private constructor(
    private readonly data: string,
    private options: ServerOptions,
  ) {}

  /** Starts one on a fresh folder. */
  static async create(options: ServerOptions = {}): Promise<Server> {
    const server = new Server(await mkdtemp(path.join(tmpdir(), "casework-browser-")), options);
    await server.start();
    return server;
  }

  /** Where it answers, without a slash at the end. */
  get url(): string {
    return `http://${this.address}`;
  }

  /** Starts it (again), with options that changed, and waits until it says that it is ready. */
  async start(changed: ServerOptions = {}): Promise<void> {
    this.options = { ...this.options, ...changed };
    if (!existsSync(binary)) throw new Error(`${binary} is not there: build it with cargo xtask build, or name one by CASEWORK_BIN`);
    const options = ["--listen", this.address, "--rate-limits", "off", "--data", this.data];
    if (this.options.policy !== undefined) options.push("--policy", this.options.policy);
    for (const origin of this.options.allowOrigin ?? []) options.push("--allow-origin", origin);
    const process = spawn(binary, ["serve", ...options], { stdio: ["ignore", "pipe", "pipe"] });
    this.process = process;
    process.stderr.on("data", (part: Buffer) => (this.log += part.toString()));
    const ready = (async () => {
      for await (const line of createInterface(process.stdout)) {
        const found = /http:\/\/(\S+?)\/?$/.exec(line)?.[1];
        if (found !== undefined) return found;
      }
      throw new Error(`${binary} serve ended before it was ready:\n${this.log}`);
    })();
    const failed = once(process, "error").then(([error]) => Promise.reject(error));
    this.address = await Promise.race([ready, failed]);
  }

  /** Ends it as an operator does, with SIGTERM; its data stays. */
  async stop(): Promise<void> {
    const process = this.process;
    this.process = undefined;
    if (process === undefined || process.exitCode !== null) return;
    const ended = once(process, "exit");
    process.kill("SIGTERM");
    await ended;
  }

  /** Ends it at once and removes its data. */
  async destroy(): Promise<void> {
    const process = this.process;
    this.process = undefined;
    if (process !== undefined && process.exitCode === null) {
      const ended = once(process, "exit");
      process.kill("SIGKILL");
      await ended;
    }
    await rm(this.data, { recursive: true, force: true });
  }

  /** Runs an administrative command on its data, with the password on stdin; answers what it printed as JSON. */
  async administer(command: string[], password: string): Promise<Record<string, unknown>> {
    const child = spawn(binary, [...command, "--json", "--data", this.data], { stdio: ["pipe", "pipe", "pipe"] });
    let [printed, said] = ["", ""];
    child.stdout.on("data", (part: Buffer) => (printed += part.toString()));
    child.stderr.on("data", (part: Buffer) => (said += part.toString()));
    child.stdin.end(password);
    const [code] = (await once(child, "close")) as [number | null];
    if (code !== 0) throw new Error(`casework ${command.join(" ")} ended with ${code}:\n${said}`);
    return JSON.parse(printed) as Record<string, unknown>;
  }
}
