export { NotFound as default } from '../../ui/Loaded';
