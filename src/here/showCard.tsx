import type { JupyterLab } from '@jupyterlab/application';
import { Popup, showPopup } from '@jupyterlab/statusbar';
import { ReactWidget } from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';
import * as React from 'react';
import { pageCollaboration } from '../spaces/collaboration';
import { HereCard, IHereCardProps } from './HereCard';
import '../../style/content.css';
import '../../style/card.css';

/**
 * Show the card above the status item, with the focus in it. It closes with Escape and a click beside it, and the focus
 * goes back.
 */
export function showCard(
  anchor: Widget,
  options: Omit<IHereCardProps, 'onClose' | 'page'> & {
    /** Of the application; null where it tells of none. */
    readonly info: JupyterLab.IInfo | null;
  }
): Popup {
  const { info, ...props } = options;
  const body = ReactWidget.create(
    <HereCard
      {...props}
      page={pageCollaboration(info)}
      onClose={() => popup.dispose()}
    />
  );
  body.addClass('jp-Spaces');
  body.addClass('jp-Spaces-card');
  const { node } = body;
  node.setAttribute('role', 'dialog');
  node.setAttribute('aria-label', props.trans.__('Where you are'));
  node.tabIndex = -1;
  node.addEventListener('keydown', event => goRound(event, node));
  const popup = showPopup({
    ...{ body, anchor },
    align: 'left',
    hasDynamicSize: true
  });
  node.focus();
  popup.disposed.connect(() => {
    const { activeElement } = document;
    if (activeElement === document.body || node.contains(activeElement)) {
      anchor.node.querySelector('button')?.focus();
    }
  });
  return popup;
}

/** Let the Tab key go round in the card: it stands at the end of the page, behind which is nothing. */
function goRound(event: KeyboardEvent, node: HTMLElement): void {
  if (event.key !== 'Tab') {
    return;
  }
  const controls = [...node.querySelectorAll<HTMLElement>('button, a[href]')];
  const from = event.shiftKey ? controls[0] : controls.at(-1);
  const to = event.shiftKey ? controls.at(-1) : controls[0];
  const { activeElement } = document;
  if (activeElement === from || (event.shiftKey && activeElement === node)) {
    event.preventDefault();
    to?.focus();
  }
}
