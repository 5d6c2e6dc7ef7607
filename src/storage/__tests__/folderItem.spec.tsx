import { nullTranslator } from '@jupyterlab/translation';
import { framePromise } from '@jupyterlab/testing';
import { act } from '@testing-library/react';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { ProblemError } from '../../server/problem';
import { folderItem, IBrowser } from '../folderItem';
import { IFolder } from '../mounts';
import { Places } from '../places';
import { CONTAINER, DEAD, HOME, makeFolder } from './factories';

const trans = nullTranslator.load('');

describe('folderItem', () => {
  const where: Record<string, IFolder> = {
    '': makeFolder(HOME, '/home/sagemaker-user'),
    opt: makeFolder(CONTAINER, '/opt'),
    dead: makeFolder(DEAD, DEAD.path),
    gone: { folder: 'gone', path: '/gone', mount: null, state: 'missing' }
  };
  const onClick = jest.fn();
  let widget: Widget;
  let isAway = false;
  let browser: IBrowser & { model: { path: string } };

  const go = (path: string) =>
    act(async () => {
      browser.model.path = path;
      (browser.model.pathChanged as Signal<unknown, unknown>).emit(undefined);
    });
  const button = () => widget.node.querySelector('button');

  beforeEach(async () => {
    const model = {
      path: '',
      pathChanged: new Signal<unknown, unknown>({}),
      refreshed: new Signal<unknown, unknown>({})
    };
    browser = Object.assign(new Widget(), { model });
    isAway = false;
    const places = new Places({
      folder: async path => {
        if (isAway) {
          throw new ProblemError({
            kind: 'server-unreachable',
            tried: 'mounts',
            text: 'away'
          });
        }
        return where[path];
      }
    });
    widget = folderItem({ browser, places, onClick, trans });
    await act(async () => {
      Widget.attach(widget, document.body);
      await framePromise();
    });
  });
  afterEach(() => act(() => widget.dispose()));

  it('follows the folder, and says most when a stop takes it away', async () => {
    expect(button()?.textContent).toBe('EBS volume');
    expect(button()?.title).toContain('/home/sagemaker-user lies on: EBS');
    await go('RTC:opt');
    expect(button()?.textContent).toBe('lost at stop');
    expect(button()?.title).toContain('/opt lies on: container');
    await go('dead');
    expect(button()?.textContent).toBe('not answering');
    button()?.click();
    expect(onClick).toHaveBeenCalledTimes(1);
  });

  it('asks again with the next listing where the server did not answer', async () => {
    isAway = true;
    await go('opt');
    expect(button()).toBeNull();
    isAway = false;
    await act(async () => {
      (browser.model.refreshed as Signal<unknown, unknown>).emit(undefined);
    });
    expect(button()?.textContent).toBe('lost at stop');
  });

  it('says nothing of what is not there, or is not this server’s', async () => {
    await go('gone');
    expect(button()).toBeNull();
    await go('');
    await go('S3:bucket');
    expect(button()).toBeNull();
  });
});
