import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { act, cleanup, fireEvent, render } from '@testing-library/react';
import * as React from 'react';
import { IInstance } from '../../spaces/instances';
import { IAccount } from '../../tokens';
import { InstancePicker } from '../InstancePicker';

const gpu = { count: 1, model: 'A10G', memoryGiB: 22.4 };
const INSTANCES = new Map<string, IInstance>([
  ['ml.g5.2xlarge', { vcpu: 8, memoryGiB: 32, gpu, fastLaunch: false }],
  ['ml.g5.xlarge', { vcpu: 4, memoryGiB: 16, gpu, fastLaunch: false }],
  ['ml.m5.large', { vcpu: 2, memoryGiB: 8, gpu: null, fastLaunch: true }],
  ['ml.t3.medium', { vcpu: 2, memoryGiB: 4, gpu: null, fastLaunch: true }]
]);
const PRICES: Record<string, number> = {
  'ml.t3.medium': 0.05,
  'ml.g5.xlarge': 1.41
};

const LABEL = 'Instance';

/** The picker of a space that has g5.xlarge; its catalogue is loaded, or comes later. */
function setUp({ loaded } = { loaded: true }) {
  const changed = new Signal<any, void>({});
  const account = {
    instances: loaded ? INSTANCES : undefined,
    changed,
    instance: (type: string) =>
      account.instances && (account.instances.get(type) ?? null),
    price: (type: string) =>
      account.instances && (PRICES[type] ?? (null as number | null)),
    volumePrice: null,
    priceList: { region: 'us-east-1', date: '2026-09-24', source: 'AWS' }
  };
  const onChange = jest.fn();
  const onSubmit = jest.fn();
  const screen = render(
    <form onSubmit={onSubmit}>
      <span id="label">{LABEL}</span>
      <InstancePicker
        value="ml.g5.xlarge"
        current="ml.g5.xlarge"
        account={account as unknown as IAccount}
        onChange={onChange}
        labelId="label"
        trans={nullTranslator.load('')}
      />
    </form>
  );
  const control = screen.getByRole('button', { name: /^Instance/ });
  const open = () => {
    fireEvent.click(control);
    return screen.getByRole('combobox');
  };
  const types = () =>
    screen
      .getAllByRole('row')
      .slice(1)
      .map(row => row.querySelector('[role=gridcell] span')?.textContent);
  const marked = () => {
    const id = screen
      .getByRole('combobox')
      .getAttribute('aria-activedescendant');
    return id && document.getElementById(id)?.textContent;
  };
  return {
    ...{ screen, account, changed, control, onChange, onSubmit },
    ...{ open, types, marked }
  };
}

afterEach(cleanup);

describe('InstancePicker', () => {
  it('shows the chosen type, what it has and its price, while it is closed', () => {
    const { control, screen } = setUp();
    expect(control.textContent?.replace(/\s/g, ' ')).toBe(
      'ml.g5.xlarge4 vCPU · 16 GiB · 1 × A10G 22 GiB · $1.41/h'
    );
    expect(screen.queryByRole('grid')).toBeNull();
  });

  it('waits for the catalogue', () => {
    const { account, changed, screen, control } = setUp({ loaded: false });
    expect(control.textContent).toBe('ml.g5.xlarge');
    fireEvent.click(control);
    screen.getByText('Reading the instance types…');
    account.instances = INSTANCES;
    act(() => changed.emit());
    expect(screen.getAllByRole('row')).toHaveLength(5);
  });

  it('marks what the space has, what starts fast, and what has no known price', () => {
    const { open, screen } = setUp();
    open();
    const row = (name: RegExp) => screen.getByRole('row', { name }).textContent;
    expect(row(/^ml.g5.xlarge/)).toContain('current');
    expect(row(/^ml.m5.large/)).toContain('fast');
    expect(row(/^ml.m5.large/)).toContain('unknown');
    expect(row(/^ml.m5.large/)).not.toContain('$0');
    screen.getByText('USD an hour in us-east-1, as of Sep 24, 2026');
  });

  it('goes through the rows by keys, and chooses without sending the form', () => {
    const { open, marked, onChange, onSubmit, screen, control } = setUp();
    const search = open();
    expect(document.activeElement).toBe(search);
    expect(marked()).toContain('ml.g5.xlarge');
    fireEvent.keyDown(search, { key: 'End' });
    expect(marked()).toContain('ml.t3.medium');
    fireEvent.keyDown(search, { key: 'ArrowDown' });
    expect(marked()).toContain('ml.t3.medium');
    fireEvent.keyDown(search, { key: 'ArrowUp' });
    expect(marked()).toContain('ml.m5.large');
    fireEvent.keyDown(search, { key: 'Home' });
    expect(marked()).toContain('ml.g5.xlarge');
    fireEvent.keyDown(search, { key: 'PageDown' });
    expect(marked()).toContain('ml.t3.medium');
    expect(fireEvent.keyDown(search, { key: 'Enter' })).toBe(false);
    expect(onChange).toHaveBeenCalledWith('ml.t3.medium');
    expect(onSubmit).not.toHaveBeenCalled();
    expect(screen.queryByRole('grid')).toBeNull();
    expect(document.activeElement).toBe(control);
  });

  it('closes by Escape without a choice', () => {
    const { open, onChange, screen, control } = setUp();
    fireEvent.keyDown(open(), { key: 'Escape' });
    expect(screen.queryByRole('grid')).toBeNull();
    expect(onChange).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(control);
  });

  it('filters by what is typed, and marks the first that is left', () => {
    const { open, types, marked, screen } = setUp();
    const search = open();
    fireEvent.change(search, { target: { value: 'm' } });
    fireEvent.change(search, { target: { value: 't3' } });
    expect(types()).toEqual(['ml.t3.medium']);
    expect(marked()).toContain('ml.t3.medium');
    screen.getByText('1 of 4 types');
    fireEvent.change(search, { target: { value: 'zz' } });
    screen.getByText('No type matches.');
    expect(marked()).toBeNull();
    fireEvent.keyDown(search, { key: 'Enter' });
    screen.getByRole('grid');
  });

  it('filters by buttons, and offers the next sizes', () => {
    const { open, types, screen } = setUp();
    open();
    const press = (name: string) =>
      fireEvent.click(screen.getByRole('button', { name }));
    press('Fast launch');
    expect(types()).toEqual(['ml.m5.large', 'ml.t3.medium']);
    press('GPU only');
    screen.getByText('No type matches.');
    press('Fast launch');
    press('Like mine, larger');
    expect(types()).toEqual(['ml.g5.2xlarge']);
    press('Like mine, larger');
    expect(types()).toEqual(['ml.g5.xlarge', 'ml.g5.2xlarge']);
  });

  it('sorts by a column, and back', () => {
    const { open, types, screen } = setUp();
    open();
    const price = screen.getByRole('columnheader', { name: 'Price' });
    const click = () =>
      fireEvent.click(screen.getByRole('button', { name: 'Price' }));
    click();
    expect(types().slice(0, 2)).toEqual(['ml.t3.medium', 'ml.g5.xlarge']);
    expect(price.getAttribute('aria-sort')).toBe('ascending');
    click();
    expect(types().slice(0, 2)).toEqual(['ml.g5.xlarge', 'ml.t3.medium']);
    expect(price.getAttribute('aria-sort')).toBe('descending');
  });

  it('chooses by a click', () => {
    const { open, onChange, screen } = setUp();
    open();
    fireEvent.click(screen.getByText('ml.m5.large'));
    expect(onChange).toHaveBeenCalledWith('ml.m5.large');
  });
});
