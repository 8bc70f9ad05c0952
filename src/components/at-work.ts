/**
 * What an agent works with: calls, notices, what is spoken, and what can be done between calls. Loaded as soon as the
 * bar with state, lines and health is there.
 */
import './call-list.js';
import './foot.js';
import './live-region.js';
import './notices.js';
