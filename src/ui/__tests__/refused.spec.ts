import { Notification } from '@jupyterlab/apputils';
import { dismissDialog, waitForDialog } from '@jupyterlab/testing';
import { nullTranslator } from '@jupyterlab/translation';
import type { IProblem } from '../../server/problem';
import type { SpaceAction } from '../../spaces/actions';
import { makeSpace } from '../../spaces/__tests__/factories';
import { tellRefused } from '../refused';

const trans = nullTranslator.load('');
const LONG = 'The space is being changed. '.repeat(5).trim();
const DENIED =
  'User: arn:aws:sts::1:assumed-role/Role/x is not authorized to perform: sagemaker:CreatePresignedDomainUrl on resource: y';

describe('tellRefused', () => {
  afterEach(() => Notification.dismiss());

  const told = (action: SpaceAction, problem: Omit<IProblem, 'tried'>) => {
    const space = makeSpace({ displayName: 'Nightly' });
    tellRefused(
      action,
      { space, problem: { tried: `${action} scratch`, ...problem } },
      trans
    );
    return Notification.manager.notifications[0];
  };

  it('says all where there is room for it', () => {
    const { message, options } = told('stop', {
      kind: 'conflict',
      text: 'It is being changed.'
    });
    expect(message).toBe(
      'Nightly could not be stopped. Something else is under way. It is being changed.'
    );
    expect(options.actions).toEqual([]);
  });

  it.each<[SpaceAction, Omit<IProblem, 'tried'>, string]>([
    [
      'run',
      { kind: 'conflict', text: LONG },
      'Nightly could not be run: something else is under way'
    ],
    [
      'open',
      { kind: 'access-denied', text: DENIED },
      'Nightly could not be opened: You may not do this: CreatePresignedDomainUrl'
    ],
    [
      'delete',
      { kind: 'aws', text: LONG.repeat(2) },
      'Nightly could not be deleted'
    ]
  ])(
    'says a few words of %s, and the whole behind Why?',
    async (action, problem, words) => {
      const { message, options } = told(action, problem);
      expect(message).toBe(words);
      options.actions?.[0].callback(new MouseEvent('click'));
      await waitForDialog();
      const whole = document.querySelector('.jp-Dialog')?.textContent;
      expect(whole).toContain('Nightly: ');
      // What was answered is there word for word.
      expect(whole).toContain(problem.text);
      await dismissDialog();
    }
  );
});
