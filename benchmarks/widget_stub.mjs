/**
 * Serves host pages for the widget and for two others, and answers all three at once with the same words.
 *
 *   node benchmarks/widget_stub.mjs PACKAGES       PACKAGES/node_modules holds deep-chat, rasa-webchat and socket.io
 *
 * /none, /paris-ai, /deep-chat, /rasa-webchat: the page without and with each; `?strict` adds a strict policy. Prints its address.
 */

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';

const packages = createRequire(process.argv[2] + '/node_modules/x');
const dist = new URL('../bot/widget/dist/', import.meta.url);
const ANSWER = 'The stub’s answer.';
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; require-trusted-types-for 'script'";

const TAGS = {
  none: '',
  'paris-ai': '<script async src="/widget.js"></script>',
  'deep-chat': '<script async type="module" src="/package/deep-chat/dist/deepChat.bundle.js"></script><deep-chat connect=\'{"url": "/deep-chat-answer"}\'></deep-chat>',
  'rasa-webchat': '<script src="/package/rasa-webchat/lib/index.js"></script><script src="/rasa-webchat.js"></script>',
};
const SCRIPTS = {
  '/rasa-webchat.js': "WebChat.default({ socketUrl: location.origin, socketPath: '/socket.io/', title: 'Chat', params: { storage: 'session' } }, null);",
};
const page = (tag) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="A page of words."><title>A page</title><link rel="icon" href="/icon.svg"></head><body><main><h1>A page</h1>
${'<p>Some words that a reader of this page came for, in a paragraph of its own.</p>'.repeat(30)}</main>${tag}</body></html>`;

async function reply(request, url) {
  const name = url.pathname.slice(1);
  const headers = url.searchParams.has('strict') ? { 'Content-Security-Policy': POLICY } : {};
  if (name in TAGS) return [page(TAGS[name]), { 'Content-Type': 'text/html; charset=utf-8', ...headers }];
  const script = { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'max-age=3600' };
  if (url.pathname in SCRIPTS) return [SCRIPTS[url.pathname], script];
  if (name === 'icon.svg') return [await readFile(new URL('../demo/icon.svg', dist)), { 'Content-Type': 'image/svg+xml' }];
  if (name === 'widget.js') return [await readFile(new URL(name, dist)), script];
  if (name.startsWith('widget/')) return [await readFile(new URL(name.slice(7), dist)), script];
  if (name.startsWith('package/')) return [await readFile(`${process.argv[2]}/node_modules/${name.slice(8)}`), script];
  const json = { 'Content-Type': 'application/json' };
  if (name === 'deep-chat-answer') return [JSON.stringify({ text: ANSWER }), json];
  if (name === 'webhooks/web/session') return [JSON.stringify({ token: 't', expires_in: 3600 }), json];
  if (name === 'webhooks/web/message') {
    const answer = { text: ANSWER, language: 'en', kind: 'facts' };
    return [`data: ${JSON.stringify(answer)}\n\nevent: end\ndata: {}\n\n`, { 'Content-Type': 'text/event-stream' }];
  }
}

const server = createServer(async (request, response) => {
  request.resume();
  const found = await reply(request, new URL(request.url, 'http://stub')).catch(() => undefined);
  if (!found) return response.writeHead(404).end();
  const body = gzipSync(found[0], { level: 9 });
  response.writeHead(200, { ...found[1], 'Content-Encoding': 'gzip', 'Content-Length': body.length }).end(body);
});

const { Server } = packages('socket.io');
new Server(server, { allowEIO3: true }).on('connection', (socket) => {
  socket.on('session_request', () => socket.emit('session_confirm', socket.id));
  socket.on('user_uttered', () => socket.emit('bot_uttered', { text: ANSWER }));
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
