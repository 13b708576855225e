import { render } from 'preact';
import { App } from './shell/App';
import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import './styles/page.css';
import { startReading } from './ui/reading';

startReading();
const page = document.getElementById('app');
if (page) render(<App />, page);
