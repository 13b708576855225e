import { may } from '../../api/allowed';
import { call } from '../../api/call';
import { me } from '../../me/store';
import { Icon } from '../../ui/Icon';
import { Loaded, More, useList } from '../../ui/Loaded';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/Small';
import { datesWords } from './dates';
import { t } from './words';

export default function Programmes() {
  const list = useList(async (cursor, signal) => (await call('get', '/api/v1/programmes', { query: { limit: 20, cursor }, signal })).data, []);
  const make = may(me.value, 'programme:make') ? '/programmes/new' : undefined;
  return (
    <Page title={t('title')} lead={t('lead')} actions={make && <a class="btn" href={make}><Icon name="plus" /> {t('make')}</a>}>
      <div class="stack gap-m">
        <Loaded from={list} part>
          {({ items }) => items.length
            ? <ul class="todo" role="list">{items.map((programme) => <li key={programme.id}><div><a href={`/programmes/${programme.id}`}>{programme.name}</a><p class="muted">{datesWords(programme)}</p></div></li>)}</ul>
            : <Empty href={make} step={t('make')}>{t('none')}</Empty>}
        </Loaded>
        <More list={list} />
      </div>
    </Page>
  );
}
