// node application.mjs < settings.json
//
// A builder's web application, made of the unmodified @opendatalabs/connect: its page with the button and
// the hook, its manifest, its own two routes, its webhook. What the tests ask of it goes through /try/….
// Settings: privateKey, relay, gateway, account. Prints one line of JSON: where it is reached.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { connect, createDataClient, createSessionRelay, getData, signVanaManifest }
  from '@opendatalabs/connect/server';
import { ENV_CONFIG } from '@opendatalabs/connect/core';
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { recoverMessageAddress, recoverTypedDataAddress } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';

const settings = JSON.parse(await text(process.stdin));
const { privateKey } = settings;
const granteeAddress = privateKeyToAccount(privateKey).address;
const environment = 'dev';
ENV_CONFIG.dev.sessionRelayUrl = settings.relay;
ENV_CONFIG.dev.gatewayUrl = settings.gateway;
ENV_CONFIG.dev.accountUrl = settings.account;

const scopes = ['instagram.profile', 'chatgpt.conversations'];
const relay = createSessionRelay({ privateKey, granteeAddress, sessionRelayUrl: settings.relay });
const data = createDataClient({ privateKey, gatewayUrl: settings.gateway });
const told = [];

const script = (
  await build({
    entryPoints: [new URL('page.jsx', import.meta.url).pathname],
    bundle: true,
    write: false,
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
).outputFiles[0].contents;

const page = () => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Example</title>
<link rel="icon" href="data:,"><link rel="manifest" href="/app.webmanifest"></head><body><div id="root"></div>
<script>window.relay=${JSON.stringify(settings.relay)};window.account=${JSON.stringify(settings.account)}</script>
<script src="/page.js"></script></body></html>`;

const manifest = async () => ({
  name: 'Example',
  short_name: 'Example',
  start_url: `${origin}/`,
  vana: await signVanaManifest({
    privateKey,
    appUrl: origin,
    privacyPolicyUrl: `${origin}/privacy`,
    termsUrl: `${origin}/terms`,
    supportUrl: `${origin}/support`,
    webhookUrl: `${origin}/api/webhook`,
  }),
});

const routes = {
  'GET /': () => ['text/html; charset=utf-8', page()],
  'GET /page.js': () => ['text/javascript', script],
  'GET /app.webmanifest': async () => json(await manifest()),
  'POST /api/connect': async () => json(await start()),
  'POST /api/data': async (body) => json(await getData({ privateKey, grant: body.grant, environment })),
  'POST /api/webhook': async (_, request, raw) => json(await keep(request, raw)),
  'GET /try/told': () => json(told),
  'POST /try/connect': async () => json(await start()),
  'POST /try/init': async (body) => json(await relay.initSession(body)),
  'POST /try/poll': async (body) => json(await relay.pollSession(body.sessionId)),
  'POST /try/outcome': async (body) =>
    json(await relay.pollUntilComplete(body.sessionId, { interval: 200, timeout: 30_000 })),
  'POST /try/data': async (body) => json(await getData({ privateKey, grant: body.grant, environment })),
  'POST /try/server': async (body) => json(await data.resolveServerUrl(body.address)),
  'POST /try/fetch': async (body) => json(await data.fetchData(body)),
  'POST /try/scopes': async (body) => json(await data.listScopes(body)),
  'POST /try/signer': async (body) => json(await signerOfGrant(body.grantId)),
  'POST /try/versions': async (body) => json(await data.listVersions(body)),
};

const json = (value) => ['application/json', JSON.stringify(value ?? null)];

const start = () =>
  connect({ privateKey, scopes, environment, webhookUrl: `${origin}/api/webhook`, appUserId: 'user-42' });

// Who signed the grant that the gateway keeps, found out from its EIP-712 message.
async function signerOfGrant(grantId) {
  const answer = await fetch(`${settings.gateway}/v1/grants/${grantId}`);
  const { data: grant } = await answer.json();
  return recoverTypedDataAddress({
    domain: {
      name: 'Vana Data Portability',
      version: '1',
      chainId: 14800,
      verifyingContract: grant.verifyingContract,
    },
    types: {
      GrantRegistration: [
        { name: 'grantorAddress', type: 'address' },
        { name: 'granteeId', type: 'bytes32' },
        { name: 'grant', type: 'string' },
        { name: 'fileIds', type: 'uint256[]' },
      ],
    },
    primaryType: 'GrantRegistration',
    message: grant,
    signature: grant.signature ?? grant.userSignature,
  });
}

// Who signed what came to the webhook, found out with viem and nothing of Freehold's.
async function keep(request, raw) {
  const id = request.headers['freehold-webhook-id'];
  const timestamp = request.headers['freehold-webhook-timestamp'];
  const hash = createHash('sha256').update(raw).digest('hex');
  const signer = await recoverMessageAddress({
    message: `freehold-webhook-v1\n${id}\n${timestamp}\n${hash}`,
    signature: request.headers['freehold-webhook-signature'],
  });
  told.push({ id, signer, body: JSON.parse(raw) });
  return {};
}

const server = createServer(async (request, response) => {
  const raw = await text(request);
  try {
    const route = routes[`${request.method} ${new URL(request.url, origin).pathname}`];
    if (!route) return response.writeHead(404).end();
    const [type, body] = await route(raw ? JSON.parse(raw) : {}, request, raw);
    response.writeHead(200, { 'Content-Type': type }).end(body);
  } catch (error) {
    const answer = { error: error.message, code: error.code, statusCode: error.statusCode };
    response.writeHead(500, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
  }
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const origin = `http://127.0.0.1:${server.address().port}`;
console.log(JSON.stringify({ origin, granteeAddress }));
