"""A publication killed anywhere leaves readers a whole release, and the next one ends as if nothing had happened."""

import hashlib
import json
import subprocess
import sys
import threading

from sqlalchemy import text

from warehouse.load import load_document_set
from warehouse.publishing import publish
from warehouse.registry import record_documents

# A child of its own for each point: it kills itself right before the change of that number to the file system, counted
# from when it begins to make the release. Each line says how it ended, how many changes it saw, and what readers find.
KILLED = """
import hashlib, os, signal, sys
from pathlib import Path
from warehouse.engine import connect
from warehouse.publishing import publish

engine, folder, points = connect(sys.argv[1]), Path(sys.argv[2]), [int(point) for point in sys.argv[3:]]
CHANGES = {"os.rename", "os.link", "os.symlink", "os.mkdir", "os.remove", "os.rmdir"}

def child(point, report):
    seen = 0
    def hook(event, arguments):
        nonlocal seen
        if event in CHANGES and (seen or str(arguments[0]).endswith(".making")):
            seen += 1
            if seen == point:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(hook)
    publish(engine, folder)
    os.write(report, str(seen).encode())
    os._exit(0)

for point in points:
    read, write = os.pipe()
    pid = os.fork() or child(point, write)
    os.close(write)
    ended = "killed" if os.WIFSIGNALED(os.waitpid(pid, 0)[1]) else os.read(read, 9).decode()
    package = folder / "current" / "datapackage.json"
    print(ended, hashlib.sha256(package.read_bytes()).hexdigest() if package.exists() else "nothing", flush=True)
"""


def run(warehouse, folder, *points):
    url = warehouse.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", KILLED, url, str(folder), *map(str, points)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [tuple(line.split()) for line in done.stdout.splitlines()]


def tree(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def is_whole(release):
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        digest = hashlib.sha256((release / resource["path"]).read_bytes()).hexdigest()
        assert resource["hash"] == f"sha256:{digest}"
    return package["resources"]


def digest(release):
    is_whole(release)
    return hashlib.sha256((release / "datapackage.json").read_bytes()).hexdigest()


def test_killed_at_any_point_and_run_again_it_ends_alike(warehouse, drawn, tmp_path):
    with warehouse.begin() as connection:
        record_documents(connection, frame := drawn.documents({}))
    load_document_set(warehouse, drawn.REGION, drawn.YEAR, drawn.load(*frame["document_id"]))
    undisturbed, folder = tmp_path / "undisturbed", tmp_path / "published"
    before = tree(publish(warehouse, undisturbed).folder)
    changes = int(run(warehouse, tmp_path / "counted", 0)[0][0])
    ended = run(warehouse, folder, *range(1, changes, changes // 2), *range(changes - 2, changes + 1))
    old = digest(undisturbed / "current")
    assert {how for how, _ in ended} == {"killed"}
    assert {found for _, found in ended[:-2]} == {"nothing"}
    assert ended[-1] == ("killed", old)

    with warehouse.begin() as connection:
        connection.execute(text("UPDATE fact_funding SET amount_yuan = 1"))
    after = tree(publish(warehouse, undisturbed).folder)
    new = digest(undisturbed / "current")
    changes = int(run(warehouse, tmp_path / "counted", 0)[0][0])
    ended = run(warehouse, folder, *range(2, changes, changes // 3), *range(changes - 3, changes + 1))
    finds = [found for how, found in ended if how == "killed"]
    assert len(finds) >= 6
    assert set(finds) == {old, new}
    assert finds == sorted(finds, key=(old, new).index)
    digest(folder / "current")
    assert tree(publish(warehouse, folder).folder) == after != before
    assert sorted(path.name for path in folder.iterdir()) == [".lock", ".made-of", "current", "releases"]
    assert len(list((folder / "releases").iterdir())) == 2


def test_two_publications_at_once_take_turns_and_a_reader_sees_whole_releases_only(warehouse, drawn, tmp_path):
    with warehouse.begin() as connection:
        record_documents(connection, frame := drawn.documents({}))
    load_document_set(warehouse, drawn.REGION, drawn.YEAR, drawn.load(*frame["document_id"]))
    publish(warehouse, tmp_path)
    with warehouse.begin() as connection:
        connection.execute(text("UPDATE fact_funding SET amount_yuan = 1"))
    done = []
    others = [threading.Thread(target=lambda: done.append(publish(warehouse, tmp_path))) for _ in range(2)]
    for other in others:
        other.start()
    seen = set()
    while any(other.is_alive() for other in others):
        release = (tmp_path / "current").resolve()
        is_whole(release)
        seen.add(release.name)
    assert sorted(one.is_new for one in done) == [False, True]
    assert {one.folder.name for one in done} == {"000002"}
    assert seen <= {"000001", "000002"}
