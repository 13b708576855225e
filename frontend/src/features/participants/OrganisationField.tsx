import { useState } from 'preact/hooks';
import { call } from '../../api/call';
import type { Organisation } from '../../api/types';
import { ReadBy } from '../../shared/ReadBy';
import { boxId, type Form } from '../../ui/form';
import { t } from './words';

interface Props<V extends { organisation_id: string }> {
  form: Form<V>;
  now: Organisation | null;
  readers: readonly string[] | null | undefined;
}

/** Finds an organisation by a part of its name or its code, among hundreds. */
export function OrganisationField<V extends { organisation_id: string }>({ form, now, readers }: Props<V>) {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState('');
  const [found, setFound] = useState<Organisation[] | null>(null);
  const [chosen, setChosen] = useState(now);
  const id = boxId(form, 'organisation_id');

  const look = async () => setFound((await call('get', '/api/v1/organisations', { query: { q: asked, limit: 10 } })).data.items);
  const choose = (organisation: Organisation | null) => {
    setChosen(organisation);
    form.set('organisation_id', (organisation?.id ?? '') as V['organisation_id']);
  };
  return (
    <div class="stack gap-s">
      <p><strong>{t('orgNow')}</strong><br />{chosen?.name ?? t('orgNone')}<br /><span class="hint"><ReadBy names={readers} of={t('orgNow')} /></span></p>
      {!open && <button type="button" class="link-btn" onClick={() => setOpen(true)}>{t('orgChange')}</button>}
      {open && (
        <div class="card flat stack">
          <div class="field">
            <label for={id}>{t('orgFind')}</label>
            <input class="line" id={id} type="search" autocomplete="off" value={asked} onInput={(event) => setAsked(event.currentTarget.value)} onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              void look();
            }} />
          </div>
          <button type="button" class="btn quiet s" onClick={() => void look()}>{t('orgLook')}</button>
          <div role="status">{found?.length === 0 && <p>{t('orgNothing')}</p>}</div>
          {found && found.length > 0 && <Found found={found} name={id} chosen={chosen} choose={choose} />}
        </div>
      )}
    </div>
  );
}

interface FoundProps {
  found: Organisation[];
  name: string;
  chosen: Organisation | null;
  choose: (organisation: Organisation | null) => void;
}

function Found({ found, name, chosen, choose }: FoundProps) {
  return (
    <fieldset>
      <legend><strong>{t('orgPick')}</strong></legend>
      <div class="opts">
        {found.map((one) => (
          <label class="opt" key={one.id}>
            <input type="radio" name={`${name}-found`} checked={chosen?.id === one.id} onChange={() => choose(one)} />
            <span><b>{one.name}</b><span>{[one.ods_code, one.closed_on && t('orgClosed')].filter(Boolean).join(', ')}</span></span>
          </label>
        ))}
        <label class="opt"><input type="radio" name={`${name}-found`} checked={!chosen} onChange={() => choose(null)} /><span><b>{t('orgClear')}</b></span></label>
      </div>
    </fieldset>
  );
}
