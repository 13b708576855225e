#!/bin/sh
# Makes the application's own role, which owns nothing and is no superuser.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  -v password="$(cat /run/secrets/app_password)" <<'SQL'
create role alongside_app login nosuperuser nobypassrls nocreatedb nocreaterole password :'password';
alter role alongside_app set statement_timeout = '5s';
alter role alongside_app set lock_timeout = '4s';
alter role alongside_app set idle_in_transaction_session_timeout = '15s';
revoke all on database alongside from public;
grant connect on database alongside to alongside_app;
revoke create on schema public from public;
create extension if not exists btree_gist;
SQL
