/**
 * What an agent works with: calls, notices, what is spoken, what can be done between calls, and how all of it is. Loaded
 * as soon as the agent's state and lines are shown.
 */
import './audio-leg.js';
import './call-list.js';
import './foot.js';
import './health.js';
import './live-region.js';
import './notices.js';
import './ui/more-icons.js';
