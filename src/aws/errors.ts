import { IProblem, problemOf, ProblemError } from '../server/problem';
import { kindOfType } from '../server/request';

/** The problem behind an error of the SDK: AWS's own type and text, or what stood in the way. */
export function problemOfSdkError(error: unknown, tried: string): IProblem {
  if (error instanceof ProblemError || !(error instanceof Error)) {
    return problemOf(error, tried);
  }
  if (error instanceof SyntaxError) {
    return { kind: 'bad-answer', tried, text: error.message };
  }
  if (!('$metadata' in error)) {
    throw error; // a mistake of ours, not an answer
  }
  return {
    kind: kindOfType(error.name),
    tried,
    type: error.name,
    text: error.message
  };
}
