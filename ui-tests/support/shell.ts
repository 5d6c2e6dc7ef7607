import type { Page } from '@playwright/test';

/** Let a terminal of the JupyterLab on a page run a command; its output up to the end of the command. */
export function runInside(page: Page, command: string): Promise<string> {
  return page.evaluate(async command => {
    const base = '/jupyterlab/default';
    const xsrf = /_xsrf=([^;]*)/.exec(document.cookie)?.[1] ?? '';
    const answer = await fetch(`${base}/api/terminals`, {
      method: 'POST',
      headers: { 'X-XSRFToken': decodeURIComponent(xsrf) },
      body: '{}'
    });
    const { name } = await answer.json();
    const socket = new WebSocket(
      `ws://${location.host}${base}/terminals/websocket/${name}`
    );
    return new Promise<string>((resolve, reject) => {
      let output = '';
      socket.onerror = () => reject(new Error('The terminal is not reached.'));
      socket.onmessage = ({ data }) => {
        const [kind, text] = JSON.parse(data);
        if (kind === 'setup') {
          // What is typed is shown too: there, the word is in two parts.
          const line = `${command}; echo 'the''end'\r`;
          socket.send(JSON.stringify(['stdin', line]));
        } else if (kind === 'stdout') {
          output += text;
          if (output.includes('theend')) {
            socket.close();
            resolve(output);
          }
        }
      };
    });
  }, command);
}
