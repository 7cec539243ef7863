/**
 * What both channels share: the connection, and what becomes of a frame that cannot be read.
 */
import { UnknownKindError } from "./events/index.js";
import { byId, element } from "./dom.js";

/** @import { CodecError } from "./events/index.js" */

const log = byId("log", HTMLUListElement);

/** @param {string} path */
export function connect(path) {
  const url = new URL(path, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  const socket = new WebSocket(url);
  // Whatever the server sends, text or bytes, the module reads.
  socket.binaryType = "arraybuffer";
  return socket;
}

/**
 * One frame that cannot be read is no reason to lose those after it. A kind that is not known is most likely from a newer
 * server, which may send what it likes; anything else is a fault of the server that somebody should hear of.
 * @param {CodecError} error
 */
export function skip(error) {
  const why = error instanceof UnknownKindError ? "the server seems to be newer than this page" : "the frame is faulty";
  console.warn(`Skipped a frame, ${why}: ${error.message}`);
  report(`Skipped a frame, ${why}: ${error.message}`, "skipped");
}

/** @param {string} message @param {"warning" | "skipped"} className */
export function report(message, className) {
  log.append(element("li", { className }, [message]));
}

export function clearReports() {
  log.replaceChildren();
}
