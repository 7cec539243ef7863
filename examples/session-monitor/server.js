/**
 * Serves the page, and plays a recording to every client that connects to one of the two channels of the protocol.
 */
import { EventEmitter, once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocketServer } from "ws";
import { encodeEvent } from "./page/events/index.js";

/**
 * @import { IncomingMessage, ServerResponse } from "node:http"
 * @import { AddressInfo } from "node:net"
 * @import { WebSocket } from "ws"
 * @import { Recording, Step } from "./recording.js"
 */

const PAGE = path.join(import.meta.dirname, "page");
const TYPES = new Map([
  [".html", "text/html; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".svg", "image/svg+xml"],
]);
const HEADERS = {
  "Content-Security-Policy": "default-src 'self'",
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "no-cache",
};
const LONGEST_PAUSE = 2 ** 31 - 1;

/**
 * @param {{ recording: Recording, speed: number, port: number }} options
 * @returns {Promise<string>} Where the page is.
 */
export async function startServer({ recording, speed, port }) {
  const files = filesOfPage();
  const channels = channelsOf(recording);
  /** Emits the path of a session's `/input` when the operator has answered. */
  const answers = new EventEmitter();

  const server = createServer((request, response) => {
    const { method, url = "" } = request;
    const reads = method === "GET" || method === "HEAD";
    const file = files.get(url);
    response.setHeaders(new Map(Object.entries(HEADERS)));
    if (reads && file !== undefined) sendFile(response, file);
    else if (reads && url === "/api/v1/sessions") sendJson(response, [...recording.sessions.keys()]);
    else if (method === "POST" && url.endsWith("/input") && isSameOrigin(request)) {
      // A real server would look at the answer; here any answer lets the session go on.
      request.resume();
      answers.emit(url);
      response.writeHead(204).end();
    } else response.writeHead(404).end();
  });

  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 });
  server.on("upgrade", (request, socket, head) => {
    const channel = channels.get(request.url ?? "");
    if (channel === undefined || !isSameOrigin(request)) {
      socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, async (client) => {
      await play(client, channel.steps, { speed, answers, input: channel.input });
      if (channel.ends) client.close();
    });
  });

  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${/** @type {AddressInfo} */ (server.address()).port}/`;
}

/** The two channels, by the paths that clients connect to. @param {Recording} recording */
function channelsOf({ sessions, problems }) {
  /** @type {Map<string, { steps: readonly Step[], input: string, ends: boolean }>} */
  const channels = new Map([["/api/v1/problems/events", { steps: problems, input: "", ends: false }]]);
  for (const [id, steps] of sessions) {
    const session = `/api/v1/sessions/${encodeURIComponent(id)}`;
    channels.set(`${session}/events`, { steps, input: `${session}/input`, ends: true });
  }
  return channels;
}

/**
 * Sends the frames one by one, until there are no more or the client has gone.
 * @param {WebSocket} client
 * @param {readonly Step[]} steps
 * @param {{ speed: number, answers: EventEmitter, input: string }} options
 */
async function play(client, steps, { speed, answers, input }) {
  const gone = new AbortController();
  const { signal } = gone;
  client.on("close", () => gone.abort());
  client.on("error", (error) => console.error(error.message));
  try {
    for (const { after, message, waits } of steps) {
      const pause = Math.min(after / speed, LONGEST_PAUSE);
      if (pause > 0) await sleep(pause, undefined, { signal });
      const frame = message();
      await send(client, typeof frame === "string" ? frame : encodeEvent(frame));
      if (waits) await once(answers, input, { signal });
    }
  } catch (error) {
    if (client.readyState === client.OPEN) throw error;
  }
}

/** As a text frame: `encodeEvent` gives bytes, which `ws` would send as a binary one. @param {WebSocket} client @param {string | Uint8Array} data */
function send(client, data) {
  return new Promise((resolve, reject) => {
    client.send(data, { binary: false }, (error) => (error ? reject(error) : resolve(undefined)));
  });
}

/** What may be asked for is listed once; a path that is not in the list leads nowhere, however it is written. */
function filesOfPage() {
  const names = readdirSync(PAGE, { recursive: true, encoding: "utf8" }).filter((name) =>
    TYPES.has(path.extname(name)),
  );
  const files = new Map(names.map((name) => [`/${name.replaceAll(path.sep, "/")}`, path.join(PAGE, name)]));
  return files.set("/", path.join(PAGE, "index.html"));
}

/** @param {ServerResponse} response @param {string} file */
function sendFile(response, file) {
  response.setHeader("Content-Type", TYPES.get(path.extname(file)) ?? "").end(readFileSync(file));
}

/** @param {ServerResponse} response @param {unknown} value */
function sendJson(response, value) {
  response.setHeader("Content-Type", "application/json").end(JSON.stringify(value));
}

/** Pages of other sites may open a WebSocket to any address, this one too; the browser says who asks. @param {IncomingMessage} request */
function isSameOrigin({ headers: { origin, host } }) {
  return origin === undefined || origin === `http://${host}`;
}
