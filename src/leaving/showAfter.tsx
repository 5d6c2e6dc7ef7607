import { Dialog } from '@jupyterlab/apputils';
import { ReactWidget } from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';
import * as React from 'react';
import { AfterPage, IAfterPageProps } from './AfterPage';
import '../../style/content.css';
import '../../style/leave.css';

/** Cover the page, which has no server any more, with what one has to know. Gives back what takes it away. */
export function showAfter(props: IAfterPageProps): Widget {
  const widget = ReactWidget.create(<AfterPage {...props} />);
  widget.addClass('jp-Spaces');
  widget.addClass('jp-Spaces-after');
  widget.node.setAttribute('role', 'dialog');
  widget.node.setAttribute('aria-modal', 'true');
  const { title, trans } = props;
  widget.node.setAttribute(
    'aria-label',
    trans.__('%1 has been stopped', title)
  );
  widget.node.tabIndex = -1;
  // Those dialogs that ask for the server would hold the focus, and go on asking.
  Dialog.flush();
  Dialog.tracker.widgetAdded.connect(close);
  widget.disposed.connect(() => {
    Dialog.tracker.widgetAdded.disconnect(close);
  });
  Widget.attach(widget, document.body);
  widget.node.focus();
  // Keys must not reach what lies below: it saves and runs nothing any more.
  widget.node.addEventListener('keydown', event => event.stopPropagation());
  return widget;
}

/** Close a dialog once it is there: before, it would come nevertheless. The focus goes back to where it was. */
function close(_: unknown, dialog: Dialog<unknown>): void {
  void dialog.ready.then(() => dialog.reject());
}
