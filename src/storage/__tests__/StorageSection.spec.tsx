import { nullTranslator } from '@jupyterlab/translation';
import { act, cleanup, fireEvent, render } from '@testing-library/react';
import * as React from 'react';
import { StorageState } from '../../tokens';
import { storageSection } from '../section';
import { StorageSection } from '../StorageSection';
import {
  CONTAINER,
  DEAD,
  EFS,
  FakeStorage,
  GB,
  HOME,
  known
} from './factories';

const trans = nullTranslator.load('');
const problem = { kind: 'server-missing', tried: 'mounts', text: '' } as const;

describe('StorageSection', () => {
  afterEach(cleanup);

  function setUp(state: StorageState) {
    const storage = new FakeStorage(state);
    const onUsage = jest.fn();
    const grow = jest.fn();
    const props = { storage, onUsage, growOf: () => grow, trans };
    const screen = render(<StorageSection {...props} />);
    return { storage, onUsage, grow, screen, props };
  }
  const text = (element: Element | null) =>
    element?.textContent?.replace(/\u00a0/g, ' ');

  it('says what the home is, how full, and on what evidence', () => {
    const { screen, onUsage } = setUp(known(HOME));
    const home = screen.container.querySelector('.jp-Spaces-home');
    expect(text(home)).toContain('HomeEBS volume, 5 GB · kept71 %');
    expect(text(home)).toContain(
      'ext4 on /dev/nvme1n1, Amazon Elastic Block Store, vol-0abc'
    );
    fireEvent.click(screen.getByRole('button', { name: 'Disk usage…' }));
    expect(onUsage).toHaveBeenCalledTimes(1);
    expect(screen.queryByText('Grow the volume…')).toBeNull();
  });

  it('lists every other place with what a stop does to it and who sees it', () => {
    const { screen } = setUp(known(HOME, CONTAINER, DEAD, EFS));
    expect(
      screen
        .getAllByRole('listitem')
        .map(item => text(item.querySelector('summary')))
    ).toEqual([
      '/ and all elsecontainer, 37 GB · lost at stop0 %',
      '~/user-default-efsEFS · kept, seen by the domain · not answering',
      'fs-0123abcd_fsap-0456EFS, 12 GB used · kept, seen by others'
    ]);
    const facts = text(screen.getAllByRole('listitem')[1]);
    expect(facts).toContain('No answer within 2 s.');
  });

  it('offers to grow a home that is nearly full', () => {
    const { storage, screen, grow } = setUp(known(HOME));
    const full = { ...HOME, used: 4.8 * GB, free: 0.2 * GB };
    act(() => storage.put(known(full)));
    fireEvent.click(screen.getByRole('button', { name: 'Grow the volume…' }));
    expect(grow).toHaveBeenCalledTimes(1);
  });

  it('says that it looks, that it failed, and when what it shows is older', () => {
    const { storage, screen } = setUp({ kind: 'loading' });
    expect(screen.container.textContent).toBe('Looking…');
    act(() => storage.put({ kind: 'failed', problem, retryAt: null }));
    fireEvent.click(screen.getByRole('button', { name: 'Try now' }));
    expect(storage.refresh).toHaveBeenCalledTimes(1);
    act(() => storage.put({ ...known(HOME), problem }));
    expect(screen.getByRole('status')).not.toBeNull();
    expect(screen.getByText('Home')).not.toBeNull();
  });

  it('puts the verdict beside its title', () => {
    const { storage, props } = setUp({ kind: 'loading' });
    const { note, widget } = storageSection(props);
    expect(note?.text()).toBe('');
    act(() => storage.put(known(HOME)));
    expect(note?.text()).toBe('Studio · EBS home');
    widget.dispose();
  });
});
