import { lazy } from 'preact-iso';
import { useState } from 'preact/hooks';
import { call } from '../../api/call';
import { keepToken } from '../../api/token';
import type { NextStep, Token } from '../../api/types';
import { enter } from '../../me/store';
import { Loaded, useLoad } from '../../ui/Loaded';
import { Heading } from './Heading';
import { CodeForm, Codes, makeCodes, TellApp } from './secondParts';
import { t as passkey } from './passkeyWords';
import { t } from './secondWords';

const WithPasskey = lazy(() => import('./WithPasskey'));

interface StepProps {
  step: NextStep;
  done: () => void;
  again: () => void;
}

const finish = async (ticket: string, code: string): Promise<Token> =>
  (await call('post', '/api/v1/sign-in/second-factor', { body: { ticket, code }, open: true })).data;

/** Between the password and the home page: a code, or setting up the app that shows one. */
export default function SecondStep(props: StepProps) {
  if (props.step.next === 'passkey') return <AskPasskey {...props} />;
  return props.step.next === 'second_factor' ? <AskCode {...props} /> : <SetUpFirst {...props} />;
}

function AskPasskey({ done, again }: StepProps) {
  return (
    <div class="stack gap-m">
      <Heading>{passkey('stepTitle')}</Heading>
      <p>{passkey('stepLead')}</p>
      {'PublicKeyCredential' in window ? <WithPasskey done={done} /> : <p>{passkey('cannot')}</p>}
      <details><summary>{passkey('stepLost')}</summary><p>{passkey('stepLostWords')}</p></details>
      <p><button type="button" class="link-btn" onClick={again}>{t('again')}</button></p>
    </div>
  );
}

function AskCode({ step, done, again }: StepProps) {
  const send = async (code: string) => {
    await enter(await finish(step.ticket, code));
    done();
  };
  return (
    <div class="stack gap-m">
      <Heading>{t('askTitle')}</Heading>
      <p>{t('askLead')}</p>
      <CodeForm label={t('codeOr')} send={send} />
      <details><summary>{t('lost')}</summary><p>{t('lostWords')}</p></details>
      <p><button type="button" class="link-btn" onClick={again}>{t('again')}</button></p>
    </div>
  );
}

function SetUpFirst({ step, done, again }: StepProps) {
  const load = useLoad(async (signal) => (await call('post', '/api/v1/sign-in/second-factor/set-up', { body: { ticket: step.ticket }, open: true, signal })).data, []);
  const [given, setGiven] = useState<{ token: Token; codes: string[] } | null>(null);
  const send = async (code: string) => {
    const token = await finish(step.ticket, code);
    keepToken(token);
    setGiven({ token, codes: await makeCodes() });
  };
  const comeIn = async (token: Token) => {
    await enter(token);
    done();
  };
  if (given) {
    return (
      <div class="stack gap-m">
        <Heading key="codes">{t('codesTitle')}</Heading>
        <p>{t('codesLead')}</p>
        <Codes codes={given.codes} done={() => void comeIn(given.token)} />
      </div>
    );
  }
  return (
    <div class="stack gap-m">
      <Heading>{t('mustTitle')}</Heading>
      <p>{t('mustLead')}</p>
      <Loaded from={load} part>{(made) => <TellApp made={made} send={send} />}</Loaded>
      <p><button type="button" class="link-btn" onClick={again}>{t('again')}</button></p>
    </div>
  );
}
