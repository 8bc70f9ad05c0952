import {createContext} from '@lit/context';
import type {Desk} from '../desk.js';

/** Carries the desk, never the state: elements take the stores they need from it (see StoreController). */
export const deskContext = createContext<Desk>(Symbol('desk'));
