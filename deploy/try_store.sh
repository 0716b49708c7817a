#!/usr/bin/env bash
# A night with its feed and its archive in S3-compatible storage: moto's server, spoken to by s3fs over HTTP, in an
# environment of its own (.venv-store). Ends with an error unless the store gives the rows that a folder gives.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ ! -x .venv-store/bin/moto_server ]; then
    .venv/bin/python -m venv .venv-store
    .venv-store/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
    .venv-store/bin/python -m pip install --quiet --disable-pip-version-check 's3fs>=2026.2' 'moto[s3,server]>=5.2'
fi
python=$PWD/.venv-store/bin/python
folder=$(mktemp -d)
port=$("$python" -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
.venv-store/bin/moto_server -p "$port" > "$folder/moto.log" 2>&1 &
server=$!
trap 'kill "$server" 2> /dev/null || true; rm -rf "$folder"' EXIT
export PYTHONPATH=$PWD AWS_ACCESS_KEY_ID=try AWS_SECRET_ACCESS_KEY=try AWS_DEFAULT_REGION=us-east-1
export AWS_ENDPOINT_URL=http://127.0.0.1:$port
jixiao() { "$python" -m pipelines.command.main --home "$folder/$1" "${@:2}"; }
loaded() { jixiao "$1" status --format csv | cut -d, -f1-12; }

mkdir -p "$folder/papers" "$folder/stored" "$folder/plain"
find examples -name '*.pdf' | sort | head -4 | xargs -I{} cp {} "$folder/papers"
"$python" - "$folder/papers" <<'PUT'
import sys, time
import s3fs
store = s3fs.S3FileSystem()
for attempt in range(60):
    try:
        store.mkdir("s3://archive")
        break
    except OSError:
        time.sleep(0.5)
store.put(sys.argv[1], "s3://papers/2024", recursive=True)
PUT
printf '[[feeds]]\nname = "store"\nowner = "-"\nurls = ["s3://papers/2024"]\n' > "$folder/stored/feeds.toml"
printf '[[feeds]]\nname = "store"\nowner = "-"\nurls = ["%s"]\n' "$folder/papers" > "$folder/plain/feeds.toml"

JIXIAO_ARCHIVE=s3://archive/jixiao jixiao stored night
jixiao plain night > /dev/null
diff <(loaded stored) <(loaded plain)
JIXIAO_ARCHIVE=s3://archive/jixiao jixiao stored night | grep -q '新文件 new files \*\*0\*\*'
kill "$server"
if JIXIAO_ARCHIVE=s3://archive/jixiao jixiao stored ingest examples 2> "$folder/said"; then exit 1; fi
tail -1 "$folder/said"
grep -q 'Traceback' "$folder/said" && exit 1
echo "the store gives the rows that the folder gives"
