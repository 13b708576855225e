import { useState } from 'preact/hooks';
import type { RosterReport } from '../../api/types';
import { FormBox, Send, useForm } from '../../ui/form';
import { SelectField, TextField } from '../../ui/fields';
import { Section } from '../../ui/Small';
import type { Mapping } from './upload';
import { t } from './words';

const FIELDS = ['role', 'name', 'given_name', 'family_name', 'email', 'phone', 'contact_by', 'organisation', 'organisation_code', 'job_title', 'access_needs', 'topics', 'capacity', 'lived_experience', 'private'] as const;

const UNSURE = new Set(['unknown_column', 'private_column', 'second_column']);

const choices = (): { value: string; label: string }[] => [{ value: '', label: t('fieldNone') }, ...FIELDS.map((value) => ({ value, label: t(`field_${value}`) }))];

interface Props {
  mapping: Mapping;
  read: (mapping: Mapping) => Promise<void>;
}

/** The columns that were not understood, by their names: one may say what they are. */
export function Columns({ report, mapping, read }: Props & { report: RosterReport }) {
  const headers = [...new Set(report.warnings.filter(({ code, column }) => column && UNSURE.has(code)).map(({ column }) => column ?? ''))];
  const [told, setTold] = useState<Mapping>(mapping);
  const asked = [...new Set([...headers, ...mapping.keys()])];
  const form = useForm({ start: {}, send: () => read(told) });
  const tell = (header: string, ours: string) => {
    const next = new Map(told);
    if (ours) next.set(header, ours);
    else next.delete(header);
    setTold(next);
  };
  if (!asked.length) return null;
  return (
    <Section id="columns" title={t('mapTitle')}>
      <FormBox form={form} class="stack">
        <p class="muted">{t('mapHint')}</p>
        <div class="deck">
          {asked.map((header, n) => (
            <div class="field" key={header}>
              <label for={`column-${n}`}>{t('mapOf', { header })}</label>
              <select class="line" id={`column-${n}`} value={told.get(header) ?? ''} onChange={(event) => tell(header, event.currentTarget.value)}>
                {choices().map(({ value, label }) => <option key={value} value={value}>{label}</option>)}
              </select>
            </div>
          ))}
        </div>
        <Send form={form} look="btn quiet">{t('mapAgain')}</Send>
      </FormBox>
    </Section>
  );
}

/** Naming a column that is needed and was not found. */
export function OtherColumn({ mapping, read }: Props) {
  const form = useForm({
    start: { theirs: '', ours: '' },
    check: (v) => ({ theirs: v.theirs.trim() ? '' : t('mapNeed'), ours: v.ours ? '' : t('mapNeedOur') }),
    send: (v) => read(new Map(mapping).set(v.theirs.trim(), v.ours)),
  });
  return (
    <Section id="other-column" title={t('mapOther')} class="card flat stack">
      <FormBox form={form}>
        <TextField form={form} name="theirs" label={t('mapTheir')} hint={t('mapTheirHint')} autoComplete="off" />
        <SelectField form={form} name="ours" label={t('mapOur')} choices={choices()} />
        <Send form={form} look="btn quiet">{t('mapAdd')}</Send>
      </FormBox>
    </Section>
  );
}
