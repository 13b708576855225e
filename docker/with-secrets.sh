#!/bin/sh
# Puts the secrets, which are files, where the command looks for them; then becomes the command.
set -eu
at=postgres:5432/alongside
export ALONGSIDE_DATABASE_URL="postgresql://alongside_app:$(cat /run/secrets/app_password)@$at"
if [ -r /run/secrets/owner_password ]; then
  export ALONGSIDE_ADMIN_DATABASE_URL="postgresql://alongside_owner:$(cat /run/secrets/owner_password)@$at"
fi
exec "$@"
