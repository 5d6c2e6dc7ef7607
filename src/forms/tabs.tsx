import { MainAreaWidget } from '@jupyterlab/apputils';
import { ReactWidget } from '@jupyterlab/ui-components';
import * as React from 'react';
import { titleOf } from '../spaces/space';
import { spacesIcon } from '../ui/icons';
import { ChangeForm } from './ChangeForm';
import { CreateForm } from './CreateForm';
import { KnownSpace } from './KnownSpace';
import { templateOfSpace } from './template';
import '../../style/content.css';
import '../../style/forms.css';
import '../../style/picker.css';

/** The form for a new space, in a tab of the main area. */
export function createTab(
  id: string,
  props: Omit<React.ComponentProps<typeof CreateForm>, 'onCancel'>
): MainAreaWidget {
  return formTab(id, props.trans.__('New Space'), close => (
    <CreateForm {...props} onCancel={close} />
  ));
}

/** The form for a new space like another one, in a tab of the main area. */
export function duplicateTab(
  id: string,
  props: Omit<
    React.ComponentProps<typeof CreateForm>,
    'onCancel' | 'template'
  > & { readonly name: string }
): MainAreaWidget {
  const { spaces } = props;
  const taken = (other: string) => spaces.find(other) !== null;
  return formTab(id, props.trans.__('New Space'), close => (
    <KnownSpace {...props}>
      {space => (
        <CreateForm
          {...props}
          template={templateOfSpace(space, taken)}
          onCancel={close}
        />
      )}
    </KnownSpace>
  ));
}

/** The form that changes a space, in a tab of the main area. */
export function changeTab(
  id: string,
  props: Omit<React.ComponentProps<typeof ChangeForm>, 'onCancel'>
): MainAreaWidget {
  const { name, spaces, trans } = props;
  const space = spaces.find(name);
  const title = space ? titleOf(space) : name;
  return formTab(id, trans.__('Change %1', title), close => (
    <ChangeForm {...props} onCancel={close} />
  ));
}

function formTab(
  id: string,
  title: string,
  form: (close: () => void) => JSX.Element
): MainAreaWidget {
  const from = document.activeElement;
  const content = ReactWidget.create(form(() => tab.close()));
  content.addClass('jp-Spaces');
  content.addClass('jp-Spaces-formTab');
  const tab = new MainAreaWidget({ content });
  tab.toolbar.hide();
  tab.id = id;
  tab.title.label = title;
  tab.title.icon = spacesIcon;
  // The focus goes back to where the form was asked for, unless it has gone elsewhere.
  tab.disposed.connect(() => {
    if (
      tab.node.contains(document.activeElement) &&
      from instanceof HTMLElement
    ) {
      from.focus();
    }
  });
  return tab;
}
