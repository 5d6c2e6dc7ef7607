import { Notification } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import { loaded } from '../loaded';

const trans = nullTranslator.load('');

afterEach(() => Notification.dismiss());

describe('loaded', () => {
  it('is the part', async () => {
    expect(await loaded(Promise.resolve(5), trans)).toBe(5);
    expect(Notification.manager.count).toBe(0);
  });

  it('tells that it could not be loaded, and is still an error', async () => {
    const error = new Error('Loading chunk 5 failed.');
    await expect(loaded(Promise.reject(error), trans)).rejects.toBe(error);
    const [{ type, message }] = Notification.manager.notifications;
    expect(type).toBe('error');
    expect(message).toContain('reload the page');
  });
});
