import { render } from 'preact';
import { wakeCalendar } from './i18n/zones';
import { App } from './shell/App';
import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import './styles/page.css';
import { startReading } from './ui/reading';

startReading();
const page = document.getElementById('app');
if (page) render(<App />, page);
// A browser takes long over the first date: let it, while the first answer is on its way, and before it is wanted.
requestAnimationFrame(() => setTimeout(wakeCalendar));
