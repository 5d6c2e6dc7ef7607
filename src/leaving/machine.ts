/** How one leaves: at once, or when the kernels are done. */
export type How = 'now' | 'when-done';

/** Where the leaving stands. */
export type LeaveState =
  /** What would be lost is still being looked at. */
  | { readonly kind: 'looking' }
  /** All is known; `trouble` says why the last try came to nothing. */
  | { readonly kind: 'deciding'; readonly trouble: string | null }
  | { readonly kind: 'saving'; readonly how: How }
  /** The server is being asked to stop the space. */
  | { readonly kind: 'asking'; readonly how: How }
  /** The server has taken it: what follows is a job. */
  | { readonly kind: 'left'; readonly how: How }
  | { readonly kind: 'stayed' };

/** What happens meanwhile. */
export type LeaveEvent =
  | { readonly kind: 'looked' }
  | { readonly kind: 'decided'; readonly how: How }
  | { readonly kind: 'saved' }
  | { readonly kind: 'not-saved'; readonly trouble: string }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly trouble: string }
  | { readonly kind: 'stayed' };

export const START: LeaveState = { kind: 'looking' };

/**
 * The state after an event. One that does not belong to the state (an answer that comes too late) changes nothing:
 * nothing is stopped before all is saved, nothing is saved before somebody decided, nobody decides before all was
 * looked at.
 */
export function next(state: LeaveState, event: LeaveEvent): LeaveState {
  switch (state.kind) {
    case 'looking':
      return event.kind === 'looked'
        ? { kind: 'deciding', trouble: null }
        : event.kind === 'stayed'
          ? { kind: 'stayed' }
          : state;
    case 'deciding':
      return event.kind === 'decided'
        ? { kind: 'saving', how: event.how }
        : event.kind === 'stayed'
          ? { kind: 'stayed' }
          : state;
    case 'saving':
      return event.kind === 'saved'
        ? { kind: 'asking', how: state.how }
        : event.kind === 'not-saved'
          ? { kind: 'deciding', trouble: event.trouble }
          : state;
    case 'asking':
      return event.kind === 'accepted'
        ? { kind: 'left', how: state.how }
        : event.kind === 'refused'
          ? { kind: 'deciding', trouble: event.trouble }
          : state;
    case 'left':
    case 'stayed':
      return state;
  }
}
