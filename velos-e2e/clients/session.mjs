// What an agent does with the TypeScript SDK's client: starts a program of velos.toml that crashes, finds out why, mends
// its configuration, restarts it and waits until it is well. Arguments: the folder of the clients, the server's URL, or
// "stdio" and the server's command.
import assert from "node:assert";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, target, ...command] = process.argv.slice(2);
const from = createRequire(pathToFileURL(folder + "/"));
const load = (name) => import(pathToFileURL(from.resolve("@modelcontextprotocol/sdk/" + name)).href);
const { Client } = await load("client/index.js");

async function transport() {
  if (target === "stdio") {
    const { StdioClientTransport } = await load("client/stdio.js");
    return new StdioClientTransport({ command: command[0], args: command.slice(1), env: process.env });
  }
  const { StreamableHTTPClientTransport } = await load("client/streamableHttp.js");
  return new StreamableHTTPClientTransport(new URL(target));
}

const client = new Client({ name: "scripted", version: "1" });
await client.connect(await transport());
const call = (name, args) => client.callTool({ name, arguments: args });
const text = (result) => result.content[0].text;

const { tools } = await client.listTools();
assert.ok(tools.length >= 16, "tools: " + tools.length);

const started = await call("process_restart", { name: "app" });
assert.ok(started.isError, text(started));
assert.match(text(await call("health_check", {})), /bad/);
assert.match(text(await call("process_info", { name: "app" })), /exit 3/);
assert.match(text(await call("log_summary", { name: "app" })), /DATABASE is not set/);
const { error } = (await call("process_info", { name: "ap" })).structuredContent;
assert.match(error.remedy, /app/);

const change = { name: "app", key: "env.DATABASE", value: "here" };
assert.match(text(await call("config_set", change)), /DATABASE/);
await call("config_set", { ...change, apply: true });
await call("process_restart", { name: "app" });
const waited = await call("process_wait", { name: "app", until: "ready", timeout_s: 30 });
assert.ok(waited.structuredContent.met, text(waited));
assert.match(text(await call("health_check", {})), /app (ok|warn)/);
const read = await client.readResource({ uri: "velos://process/app" });
assert.match(read.contents[0].text, /app\.js/);
await call("process_delete", { name: "app" });
await client.close();
console.log("done");
