import { Notification } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { IFolder } from '../mounts';
import { warnOfNewFiles } from '../newFiles';
import { Places } from '../places';
import { CONTAINER, HOME, makeFolder } from './factories';

const trans = nullTranslator.load('');

describe('warnOfNewFiles', () => {
  const where: Record<string, IFolder> = {
    tmp: makeFolder(CONTAINER, '/tmp'),
    deep: makeFolder(CONTAINER, `/opt/${'very/'.repeat(40)}deep`),
    '': makeFolder(HOME)
  };
  let contents: { fileChanged: Signal<any, any> };
  let folder: jest.Mock;

  const change = async (path: string, type = 'new') => {
    contents.fileChanged.emit({ type, newValue: { path } });
    await new Promise(resolve => setTimeout(resolve));
  };
  const shown = () =>
    Notification.manager.notifications.map(({ message }) => message);

  beforeEach(() => {
    contents = { fileChanged: new Signal<any, any>({}) };
    folder = jest.fn(async (path: string) => where[path]);
    warnOfNewFiles(contents as any, new Places({ folder }), trans);
  });
  afterEach(() => Notification.manager.dismiss());

  it('warns once for a folder that a stop takes away', async () => {
    await change('tmp/a.txt');
    await change('RTC:tmp/b.txt');
    expect(shown()).toEqual([
      'What you make in /tmp is lost when this space stops (container).'
    ]);
  });

  it('is silent on the home, on other changes, and on drives of others', async () => {
    await change('a.txt');
    await change('tmp/a.txt', 'save');
    await change('S3:tmp/a.txt');
    expect(shown()).toEqual([]);
    expect(folder).toHaveBeenCalledTimes(1);
  });

  it('says it in what a notification shows', async () => {
    await change('deep/a.txt');
    expect(shown()[0].length).toBeLessThanOrEqual(140);
    expect(shown()[0]).toContain('very/deep');
  });

  it('is silent where it cannot be known', async () => {
    jest.spyOn(console, 'debug').mockImplementation();
    folder.mockRejectedValue(new Error('gone'));
    await change('tmp/a.txt');
    expect(shown()).toEqual([]);
  });
});
