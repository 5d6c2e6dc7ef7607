import type { TranslationBundle } from '@jupyterlab/translation';
import type { Fault } from './check';

/** What is wrong with a field, and what would be right. */
export function checkWords(fault: Fault, trans: TranslationBundle): string {
  switch (fault.kind) {
    case 'empty':
      return trans.__('Type a name.');
    case 'characters':
      return fault.found.trim() === ''
        ? trans.__('No blanks: only letters A to Z, digits and hyphens.')
        : trans.__(
            'Not “%1”: only letters A to Z, digits and hyphens.',
            fault.found
          );
    case 'hyphen-outside':
      return trans.__('Begin and end with a letter or a digit.');
    case 'too-long':
      return trans.__('At most %1 characters.', fault.most);
    case 'taken':
      return trans.__('There is a space %1 already.', fault.other);
    case 'no-whole-number':
      return trans.__('Type a whole number.');
    case 'too-small':
      return trans.__('At least %1.', fault.least);
    case 'too-large':
      return trans.__('At most %1.', fault.most);
    case 'shrinks':
      return trans.__('A volume only grows: at least %1.', fault.present);
    case 'cannot-be-unset':
      return trans.__('It can be changed, but not taken away.');
    case 'version-needed':
      return trans.__(
        'Choose a version (by its ARN: …:image-version/NAME/NUMBER): else AWS keeps the present number, %1.',
        fault.kept
      );
    case 'no-image-arn':
      return trans.__(
        'Type the ARN of an image: arn:aws:sagemaker:REGION:ACCOUNT:image/NAME'
      );
    case 'no-script-arn':
      return trans.__(
        'Type the ARN of a script: arn:aws:sagemaker:REGION:ACCOUNT:studio-lifecycle-config/NAME'
      );
  }
}
