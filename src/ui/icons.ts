import { LabIcon } from '@jupyterlab/ui-components';
import spacesSvg from '../../style/icons/spaces.svg';

/** Two machines, one above the other. */
export const spacesIcon = new LabIcon({
  name: 'jupyterlab-sagemaker-spaces:spaces',
  svgstr: spacesSvg
});
