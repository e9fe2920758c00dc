#!/usr/bin/env bash
# Creates the servers' role and database, once. The role is a plain one: row-level security does not hold superusers.
#   FENCYGRID_DB_PASSWORD=… create-database.sh          as a superuser, by libpq's variables; also an init script of the postgres image
set -euo pipefail
psql -X -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-${PGUSER:-postgres}}" --dbname postgres -v password="${FENCYGRID_DB_PASSWORD:?is the password of the role fencygrid}" <<'SQL'
CREATE ROLE fencygrid LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'password';
CREATE DATABASE fencygrid OWNER fencygrid ENCODING 'UTF8' TEMPLATE template0;
SQL
