import { dismissDialog, waitForDialog } from '@jupyterlab/testing';
import { nullTranslator } from '@jupyterlab/translation';
import { makeSpace } from '../../spaces/__tests__/factories';
import { confirmDelete, losses } from '../confirmDelete';
import { confirmStopAll } from '../confirmStopAll';

const trans = nullTranslator.load('');
const warnButton = () =>
  document.querySelector<HTMLButtonElement>('.jp-Dialog .jp-mod-warn')!;

describe('confirmDelete', () => {
  const type = (value: string) => {
    const input = document.querySelector<HTMLInputElement>('.jp-Dialog input')!;
    input.value = value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  };

  it('says yes only once the name is typed exactly', async () => {
    const asked = confirmDelete(makeSpace({ name: 'my-space' }), false, trans);
    await waitForDialog();
    for (const wrong of ['', 'my', 'MY-SPACE', 'my-space2', 'my.space']) {
      type(wrong);
      expect([wrong, warnButton().disabled]).toEqual([wrong, true]);
    }
    type('my-space');
    expect(warnButton().disabled).toBe(false);
    warnButton().click();
    expect(await asked).toBe(true);
  });

  it('is accepted by Enter once the name is right; before, Enter does nothing', async () => {
    const asked = confirmDelete(makeSpace({ name: 'my-space' }), false, trans);
    await waitForDialog();
    await Promise.resolve();
    const input = document.querySelector('.jp-Dialog input')!;
    const enter = () =>
      input.dispatchEvent(
        new KeyboardEvent('keydown', {
          key: 'Enter',
          keyCode: 13,
          bubbles: true
        })
      );
    expect(document.activeElement).toBe(input);
    expect(warnButton().disabled).toBe(true);
    for (const wrong of ['', 'my-spac']) {
      type(wrong);
      enter();
      expect(document.querySelector('.jp-Dialog')).not.toBeNull();
    }
    type('my-space');
    enter();
    expect(await asked).toBe(true);
  });

  it('says no when it is dismissed', async () => {
    const asked = confirmDelete(makeSpace(), false, trans);
    await waitForDialog();
    type('scratch');
    await dismissDialog();
    expect(await asked).toBe(false);
  });

  it('cannot be accepted before anything is typed', async () => {
    const asked = confirmDelete(makeSpace(), false, trans);
    await waitForDialog();
    warnButton().click();
    await dismissDialog();
    expect(await asked).toBe(false);
  });

  it('says what goes', () => {
    const of = (...args: Parameters<typeof makeSpace>) =>
      losses(makeSpace(...args), false, trans).join(' ');
    expect(of()).toContain('EBS volume of 20 GB goes for good');
    expect(of()).not.toContain('running');
    expect(of({ sharing: 'Shared' })).toContain('everybody');
    expect(of({ volumeGb: null })).not.toContain('EBS');
    expect(losses(makeSpace(), true, trans).join(' ')).toContain(
      'stopped first'
    );
  });
});

describe('confirmStopAll', () => {
  const spaces = ['a', 'b', 'here'].map(name => makeSpace({ name }));
  const ticks = () =>
    Array.from(document.querySelectorAll<HTMLInputElement>('.jp-Dialog input'));

  it('has all ticked but the one that one is in, and returns what stays ticked', async () => {
    const asked = confirmStopAll(spaces, 'here', trans);
    await waitForDialog();
    expect(ticks().map(tick => tick.checked)).toEqual([true, true, false]);
    ticks()[0].checked = false;
    ticks()[2].checked = true;
    warnButton().click();
    expect((await asked).map(space => space.name)).toEqual(['b', 'here']);
  });

  it('returns none when it is dismissed', async () => {
    const asked = confirmStopAll(spaces, null, trans);
    await waitForDialog();
    await dismissDialog();
    expect(await asked).toEqual([]);
  });
});
