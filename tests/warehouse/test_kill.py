"""A load that is killed after its rows were copied and before it committed leaves no trace, and can be run again."""

import pickle
import signal
import subprocess
import sys
import time

from sqlalchemy import text

from warehouse.load import load_document_set
from warehouse.registry import record_documents

LOAD = """
import pickle, sys
from warehouse.engine import connect
from warehouse.load import load_document_set
engine, frames = connect(sys.argv[1]), pickle.load(open(sys.argv[2], "rb"))
load_document_set(engine, sys.argv[3], int(sys.argv[4]), frames)
"""
FACTS = ("fact_indicator_value", "fact_funding", "fact_task", "fact_score", "fact_narrative", "fact_finding")
# The load waits inside its transaction, after COPY, for a lock that the test holds.
PAUSE = """
CREATE FUNCTION pause() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN new; END $$;
CREATE TRIGGER pause BEFORE INSERT ON registry.loads FOR EACH ROW EXECUTE FUNCTION pause();
"""
WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted"


def state(engine):
    with engine.connect() as connection:
        tables = {fact: connection.execute(text(f"SELECT * FROM {fact} ORDER BY 1, 2")).all() for fact in FACTS}
        documents = (
            "SELECT document_id, state, document_version, is_current, content_sha256 FROM dim_document ORDER BY 1"
        )
        return tables, connection.execute(text(documents)).all()


def test_a_killed_load_changes_nothing_and_its_rerun_everything(warehouse, drawn, tmp_path):
    with warehouse.begin() as connection:
        record_documents(connection, frame := drawn.documents({}, {"department_id": "420700-教育局"}))
    ids = frame["document_id"].tolist()
    old = drawn.load(*ids)
    new = drawn.load(*ids, indicators=drawn.indicators(ids[0], *[{"value_printed": f"≥{i}%"} for i in range(500)]))
    load_document_set(warehouse, drawn.REGION, drawn.YEAR, old)
    before = state(warehouse)
    load_document_set(warehouse, drawn.REGION, drawn.YEAR, new)
    undisturbed = state(warehouse)
    load_document_set(warehouse, drawn.REGION, drawn.YEAR, old)
    assert state(warehouse) == before

    frames = tmp_path / "frames.pickle"
    frames.write_bytes(pickle.dumps(new))
    url = warehouse.url.render_as_string(hide_password=False)
    with warehouse.connect() as connection:
        connection.execute(text(PAUSE))
        connection.commit()
        connection.execute(text("SELECT pg_advisory_lock(4711)"))
        load = subprocess.Popen([sys.executable, "-c", LOAD, url, frames, drawn.REGION, str(drawn.YEAR)])
        deadline = time.monotonic() + 30
        while connection.scalar(text(WAITING)) == 0:
            assert load.poll() is None, "the load ended before it was killed"
            assert time.monotonic() < deadline
            time.sleep(0.02)
        load.send_signal(signal.SIGKILL)
        assert load.wait() == -signal.SIGKILL
        assert state(warehouse) == before
        connection.execute(text("SELECT pg_advisory_unlock(4711)"))
    counts = load_document_set(warehouse, drawn.REGION, drawn.YEAR, new)
    assert counts.loaded == 2
    assert state(warehouse) == undisturbed
    assert load_document_set(warehouse, drawn.REGION, drawn.YEAR, new).load_id is None
