// A policy of an operator: the built-in one with files replaced.
import { cp, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const builtIn = path.join(import.meta.dirname, "../../../crates/case-core/policy");

/** The folder of a policy in which these files, by name, stand in the place of the built-in ones. */
export async function policyWith(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "casework-policy-"));
  await cp(builtIn, folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
  return folder;
}
