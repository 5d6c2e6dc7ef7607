import type { Page } from '@playwright/test';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '../support/fixtures.js';

test('a page of another origin can neither read nor open a websocket, though its visitor is signed in', async ({
  visit,
  domain
}) => {
  const page = await visit({ user: 'ana', space: 'churn-team' });
  const door = new URL(domain.labUrl('churn-team', 'ana')).origin;
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<title>elsewhere</title>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const foreign = await page.context().newPage();
    // Another site, and one that differs from the door by its port only.
    for (const origin of [
      `http://127.0.0.1:${port}`,
      `http://churn-team--ana.localhost:${port}`
    ]) {
      await foreign.goto(origin);
      expect(await attack(foreign, door)).toEqual({
        read: 'TypeError',
        change: 'TypeError',
        websocket: 'refused'
      });
    }
    const own = await attack(page, door);
    expect(own.read).toBe(200);
    expect(own.websocket).toBe('open');
  } finally {
    server.close();
  }
});

/** What a page gets from a space: by reading, by changing, by a websocket; with the visitor's cookies. */
function attack(page: Page, door: string) {
  return page.evaluate(async door => {
    const base = `${door}/jupyterlab/default/api`;
    const ask = (path: string, init: RequestInit) =>
      fetch(`${base}/${path}`, { credentials: 'include', ...init }).then(
        response => response.status,
        error => (error as Error).name
      );
    const websocket = new Promise<string>(resolve => {
      const socket = new WebSocket(
        `${base.replace('http', 'ws')}/events/subscribe`
      );
      socket.onopen = () => {
        resolve('open');
        socket.close();
      };
      socket.onerror = () => resolve('refused');
    });
    return {
      read: await ask('contents', { method: 'GET' }),
      change: await ask('terminals', { method: 'POST', body: '{}' }),
      websocket: await websocket
    };
  }, door);
}
