import { Dialog, Notification, ReactWidget } from '@jupyterlab/apputils';
import * as React from 'react';
import { ABOUT_NOTHING, failureOf } from '../jobs/failures';
import { problemOf } from '../server/problem';
import { titleOf } from '../spaces/space';
import { politely } from '../ui/politely';
import { wholeOf } from '../ui/refused';
import { Choice } from './choice';
import { saveAll, unsavedIn } from './documents';
import { LeaveView } from './LeaveView';
import { ILooksOptions, Looks } from './looks';
import { How, LeaveEvent, LeaveState, next, START } from './machine';
import '../../style/content.css';
import '../../style/leave.css';

export interface ILeaveOptions extends ILooksOptions {
  /** Others may be in it. */
  readonly isShared: boolean;
}

/** Ask whether and how to leave, until somebody stays or the server has taken it. Tells what goes wrong; never rejects. */
export async function leave(options: ILeaveOptions): Promise<LeaveState> {
  const looks = new Looks(options);
  const choice = new Choice();
  let state = START;
  while (state.kind !== 'left' && state.kind !== 'stayed') {
    const events = await step(state, looks, choice, options);
    state = events.reduce(next, state);
  }
  return state;
}

/** What happens next in a state. */
async function step(
  state: LeaveState,
  looks: Looks,
  choice: Choice,
  options: ILeaveOptions
): Promise<readonly LeaveEvent[]> {
  switch (state.kind) {
    case 'looking':
    case 'deciding':
      return decide(state, looks, choice, options);
    case 'saving':
      return [await save(options)];
    case 'asking':
      return [await ask(state.how, looks, choice, options)];
    case 'left':
    case 'stayed':
      throw new Error(`Nothing happens once one has ${state.kind}.`);
  }
}

const WHEN_DONE = 'jp-Spaces-whenDone';
const NOW = 'jp-Spaces-stopNow';

async function decide(
  state: LeaveState,
  looks: Looks,
  choice: Choice,
  options: ILeaveOptions
): Promise<readonly LeaveEvent[]> {
  const { spaces, account, trans } = options;
  const space = spaces.find(options.space);
  const title = space ? titleOf(space) : options.space;
  const trouble = state.kind === 'deciding' ? state.trouble : null;
  const body = ReactWidget.create(
    React.createElement(LeaveView, {
      ...{ looks, choice, spaces, account, trouble, trans },
      name: options.space
    })
  );
  const dialog = new Dialog<unknown>({
    title: trans.__('Leave %1', title),
    body,
    buttons: [
      Dialog.cancelButton({ label: trans.__('Stay') }),
      Dialog.createButton({
        label: trans.__('Stop when done'),
        className: WHEN_DONE,
        actions: ['when-done']
      }),
      Dialog.warnButton({
        label: trans.__('Stop now'),
        className: NOW,
        actions: ['now']
      })
    ],
    defaultButton: 0
  });
  dialog.addClass('jp-Spaces-leaveDialog');
  let isLooking = state.kind === 'looking';
  const show = () => {
    const whenDone = dialog.node.querySelector<HTMLElement>(`.${WHEN_DONE}`);
    whenDone?.toggleAttribute('hidden', looks.busyKernels.length === 0);
    whenDone?.toggleAttribute('disabled', chosen(looks, choice).length === 0);
    // Nobody decides before it is known what would be lost.
    dialog.node
      .querySelector(`.${NOW}`)
      ?.toggleAttribute('disabled', isLooking);
  };
  looks.changed.connect(show);
  choice.changed.connect(show);
  // At each input the dialog enables all its buttons.
  dialog.node.addEventListener('input', show);
  void looks.done.then(() => {
    isLooking = false;
    show();
  });
  show();
  // One that is taken away with the page decides nothing.
  const button = await dialog.launch().then(
    result => result.button,
    () => null
  );
  looks.changed.disconnect(show);
  choice.changed.disconnect(show);
  const how = button?.actions[0] as How | undefined;
  return [
    ...(isLooking ? [] : [{ kind: 'looked' } as const]),
    button?.accept && how ? { kind: 'decided', how } : { kind: 'stayed' }
  ];
}

/** Kernels that a stop is to wait for. */
function chosen(looks: Looks, choice: Choice): readonly string[] {
  return looks.busyKernels.map(({ id }) => id).filter(id => choice.has(id));
}

async function save(options: ILeaveOptions): Promise<LeaveEvent> {
  const { shell, trans } = options;
  const unsaved = unsavedIn(shell);
  if (unsaved.length === 0) {
    return { kind: 'saved' };
  }
  const notice = Notification.emit(
    trans._n('Saving %1 document…', 'Saving %1 documents…', unsaved.length),
    'in-progress',
    { autoClose: false }
  );
  politely(notice);
  const failed = await saveAll(
    unsaved,
    trans.__('it is read-only: save it under another name')
  );
  Notification.dismiss(notice);
  if (failed.length === 0) {
    return { kind: 'saved' };
  }
  const list = failed.map(({ path, why }) => `${path} (${why})`).join(', ');
  return {
    kind: 'not-saved',
    trouble: trans.__(
      'Nothing was stopped, because this could not be saved: %1.',
      list
    )
  };
}

async function ask(
  how: How,
  looks: Looks,
  choice: Choice,
  options: ILeaveOptions
): Promise<LeaveEvent> {
  const { space, isShared, server, trans } = options;
  const when_done = {
    kernels: chosen(looks, choice),
    limit_minutes: choice.limitMinutes
  };
  try {
    await server.stop(space, {
      ...(how === 'when-done' ? { when_done } : {}),
      announce: isShared
    });
    return { kind: 'accepted' };
  } catch (error) {
    const problem = problemOf(error, `stop ${space}`);
    const told = wholeOf(failureOf(problem, ABOUT_NOTHING, trans));
    return {
      kind: 'refused',
      trouble: trans.__('Nothing was stopped. %1', told)
    };
  }
}
