// A node of IPFS as far as blobs need one, over the blocks and content addresses of others: Kubo's
// RPC, a pinning service and a gateway. Prints the address it listens at.
import http from "node:http";
import { MemoryBlockstore } from "blockstore-core";
import { exporter } from "ipfs-unixfs-exporter";
import { importer } from "ipfs-unixfs-importer";
import { fixedSize } from "ipfs-unixfs-importer/chunker";
import { balanced } from "ipfs-unixfs-importer/layout";

const blocks = new MemoryBlockstore();
const pins = new Set();

async function bytesOf(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces);
}

// The last part of a form.
function fileIn(body, type) {
  const boundary = Buffer.from("--" + /boundary=(.+)$/.exec(type)[1]);
  const end = body.lastIndexOf(boundary);
  const start = body.lastIndexOf(boundary, end - 1);
  const content = body.indexOf("\r\n\r\n", start) + 4;
  return body.subarray(content, end - 2);
}

async function add(file, chunkSize, cidVersion, rawLeaves) {
  const options = {
    cidVersion,
    rawLeaves,
    wrapWithDirectory: false,
    chunker: fixedSize({ chunkSize }),
    layout: balanced({ maxChildrenPerNode: 174 }),
  };
  let root;
  for await (const entry of importer([{ content: file }], blocks, options)) root = entry.cid;
  pins.add(root.toString());
  return root.toString();
}

async function send(response, cid) {
  const entry = await exporter(cid, blocks);
  response.writeHead(200, { "content-type": "application/octet-stream" });
  for await (const piece of entry.content()) {
    if (!response.write(piece)) await new Promise((done) => response.once("drain", done));
  }
  response.end();
}

function json(response, status, value) {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
}

function error(response, message) {
  json(response, 500, { Message: message, Code: 0, Type: "error" });
}

async function rpc(request, response, url, body) {
  const arg = url.searchParams.get("arg");
  if (request.method !== "POST") return json(response, 405, {});
  switch (url.pathname) {
    case "/api/v0/add": {
      const chunker = /^size-(\d+)$/.exec(url.searchParams.get("chunker"))[1];
      const hash = await add(
        fileIn(body, request.headers["content-type"]),
        Number(chunker),
        Number(url.searchParams.get("cid-version")),
        url.searchParams.get("raw-leaves") === "true",
      );
      response.end(JSON.stringify({ Name: "blob", Hash: hash, Size: "1" }) + "\n");
      return;
    }
    case "/api/v0/cat":
      if (!pins.has(arg)) return error(response, "block was not found locally (offline): ipld: could not find " + arg);
      return send(response, arg);
    case "/api/v0/pin/ls":
      if (!pins.has(arg)) return error(response, "path '" + arg + "' is not pinned");
      return json(response, 200, { Keys: { [arg]: { Type: "recursive" } } });
    case "/api/v0/pin/rm":
      if (!pins.delete(arg)) return error(response, "not pinned or pinned indirectly");
      return json(response, 200, { Pins: [arg] });
    default:
      return json(response, 404, {});
  }
}

async function service(request, response, url, body) {
  const cid = url.pathname.split("/").at(-1);
  if (url.pathname.startsWith("/ipfs/")) {
    if (!pins.has(cid)) return json(response, 404, {});
    return send(response, cid);
  }
  if (request.headers.authorization !== "Bearer t0k3n") return json(response, 401, { error: { reason: "INVALID_CREDENTIALS" } });
  if (request.method === "POST" && url.pathname === "/pinning/pinFileToIPFS") {
    const version = Number(/"cidVersion":(\d)/.exec(body.toString("latin1"))[1]);
    const hash = await add(fileIn(body, request.headers["content-type"]), 262144, version, version === 1);
    return json(response, 200, { IpfsHash: hash, PinSize: 1, Timestamp: "2026-01-21T10:00:00Z" });
  }
  if (request.method === "GET" && url.pathname === "/data/pinList") {
    const wanted = url.searchParams.get("hashContains");
    const rows = [...pins].filter((pin) => pin.includes(wanted)).map((pin) => ({ ipfs_pin_hash: pin }));
    return json(response, 200, { count: rows.length, rows });
  }
  if (request.method === "DELETE" && url.pathname.startsWith("/pinning/unpin/")) {
    if (!pins.delete(cid)) return json(response, 400, { error: { reason: "CURRENT_USER_HAS_NOT_PINNED_CID", details: "not_pinned" } });
    return response.end("OK");
  }
  return json(response, 404, {});
}

const server = http.createServer(async (request, response) => {
  try {
    const body = await bytesOf(request);
    const url = new URL(request.url, "http://localhost");
    await (url.pathname.startsWith("/api/v0/") ? rpc : service)(request, response, url, body);
  } catch (failure) {
    error(response, String(failure));
  }
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
