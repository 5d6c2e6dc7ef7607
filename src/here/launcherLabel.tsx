import type { JupyterLab } from '@jupyterlab/application';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { BoxPanel, Widget } from '@lumino/widgets';
import * as React from 'react';
import {
  collaborationOf,
  IPageCollaboration,
  pageCollaboration
} from '../spaces/collaboration';
import { IHere, ISpaces } from '../tokens';
import { CollaborationNote } from '../ui/CollaborationNote';
import type { IShell } from '../ui/shell';
import { useChange } from '../ui/useChange';
import { useHeight } from '../ui/useHeight';
import { useRead, valueOf } from '../ui/useRead';

interface ILauncherLabelOptions {
  readonly here: IHere;
  readonly spaces: ISpaces;
  readonly trans: TranslationBundle;
}

/** Say above each launcher whether people work together in this space. */
export function labelLaunchers(
  shell: IShell,
  info: JupyterLab.IInfo | null,
  options: ILauncherLabelOptions
): void {
  const page = pageCollaboration(info);
  const labelled = new WeakSet<Widget>();
  const look = () => {
    for (const widget of shell.widgets('main')) {
      const header = labelled.has(widget) ? null : headerOfLauncher(widget);
      if (header) {
        labelled.add(widget);
        const label: Widget = ReactWidget.create(
          <LauncherLabel
            {...options}
            page={page}
            onHeight={height => {
              // A box gives its parts the height that their style asks for.
              label.node.style.minHeight = `${height}px`;
              header.fit();
            }}
          />
        );
        label.addClass('jp-Spaces-launcherLabel');
        header.addWidget(label);
      }
    }
  };
  shell.currentChanged?.connect(look);
  look();
}

/** The place above a launcher's content; null of what is none. */
function headerOfLauncher(widget: Widget): BoxPanel | null {
  const { content, contentHeader } = widget as Widget & {
    readonly content?: Widget;
    readonly contentHeader?: BoxPanel;
  };
  return content?.hasClass('jp-Launcher') ? (contentHeader ?? null) : null;
}

interface ILauncherLabelProps extends ILauncherLabelOptions {
  readonly page: IPageCollaboration;
  /** It has another height now, px. */
  readonly onHeight: (height: number) => void;
}

function LauncherLabel(props: ILauncherLabelProps): JSX.Element | null {
  const { here, spaces, page, onHeight, trans } = props;
  useChange(here.stateChanged);
  const { state } = here;
  const told = state.kind === 'ready' ? state.here : null;
  const space = told?.space ?? null;
  // The environment says it in Studio; else AWS is asked.
  const read = useRead(
    space !== null && told?.sharing === null ? () => spaces.readHere() : null,
    'DescribeSpace',
    [space]
  );
  const sharing = told?.sharing ?? valueOf(read)?.sharing ?? null;
  if (sharing === null) {
    return null;
  }
  const collaboration = collaborationOf(
    told?.collaboration ?? null,
    page,
    sharing
  );
  return (
    <Measured onHeight={onHeight}>
      <CollaborationNote collaboration={collaboration} trans={trans} />
    </Measured>
  );
}

function Measured(
  props: React.PropsWithChildren<Pick<ILauncherLabelProps, 'onHeight'>>
): JSX.Element {
  const [element, height] = useHeight<HTMLDivElement>();
  React.useEffect(() => props.onHeight(height), [height]);
  return (
    <div ref={element} className="jp-Spaces-launcherNote">
      {props.children}
    </div>
  );
}
