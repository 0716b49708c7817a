#!/usr/bin/env bash
# What `make bi` does: Superset in an environment of its own, our dashboard imported by Superset's own command, a reader
# of the warehouse as its database, and a picture of what it shows. Superset is stopped again; it keeps nothing of ours.
#
#   JIXIAO_HOME   the warehouse to look at; without documents, those of examples/ are ingested   [jixiao-home]
#   CHROMIUM      a Chromium or Chrome                                                           [found by its name]
#   PICTURE       where the picture goes                                                         [build/superset.png]
set -euo pipefail
cd "$(dirname "$0")/../.."
jixiao=.venv/bin/jixiao
home=${JIXIAO_HOME:-jixiao-home}
picture=${PICTURE:-build/superset.png}
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
port=${SUPERSET_PORT:-8088}
[ -n "$chromium" ] || { echo "make bi needs Chromium or Chrome: install it, or say CHROMIUM=/path/to/it"; exit 1; }

# Superset 6.1.0 asks for packages without upper bounds and does not start with those of later months.
if [ ! -x .venv-bi/bin/superset ]; then
    .venv/bin/python -m venv .venv-bi
    .venv-bi/bin/python -m pip install --quiet --disable-pip-version-check 'pip>=26' uv
    .venv-bi/bin/uv pip install --quiet --python .venv-bi/bin/python --exclude-newer 2026-05-15 \
        'apache-superset==6.1.0' psycopg2-binary rich cachetools
fi

"$jixiao" --home "$home" ingest examples
"$jixiao" --home "$home" warehouse start > /dev/null
folder=$(mktemp -d)
trap '[ -z "${server:-}" ] || kill "$server"; rm -rf "$folder"; "$jixiao" --home "$home" warehouse stop' EXIT
address=$("$jixiao" --home "$home" warehouse grant-reader superset)

export SUPERSET_HOME=$folder FLASK_APP=superset.app PATH=$PWD/.venv-bi/bin:$PATH
SUPERSET_SECRET_KEY=$(.venv-bi/bin/python -c 'import secrets; print(secrets.token_urlsafe(42))')
password=$(.venv-bi/bin/python -c 'import secrets; print(secrets.token_urlsafe(18))')
export SUPERSET_SECRET_KEY
(cd bi && ../.venv-bi/bin/python -m zipfile -c "$folder/dashboard.zip" superset)
{
    superset db upgrade
    superset fab create-admin --username admin --password "$password" --firstname Admin --lastname Admin --email admin@example.com
    superset init
    superset set-database-uri --database_name 绩效数据仓库 --uri "${address/postgresql:/postgresql+psycopg2:}"
    superset import-dashboards --path "$folder/dashboard.zip" --username admin
    superset set-database-uri --database_name 绩效数据仓库 --uri "${address/postgresql:/postgresql+psycopg2:}"
} > "$folder/log" 2>&1 || { tail -20 "$folder/log"; exit 1; }
superset run --port "$port" --with-threads > "$folder/server.log" 2>&1 &
server=$!
until curl --silent --fail --output /dev/null "http://127.0.0.1:$port/health"; do
    kill -0 "$server" || { tail -20 "$folder/server.log"; exit 1; }
    sleep 1
done
mkdir -p "$(dirname "$picture")"
.venv-bi/bin/python bi/superset/picture.py "http://127.0.0.1:$port" "$chromium" "$picture" admin "$password"
