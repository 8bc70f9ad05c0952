/** What sending digits in a call needs: keys, a field for whole strings, and what is still to come. Loaded when wanted. */
import './digit-field.js';
import './digit-run.js';
import './keypad.js';
