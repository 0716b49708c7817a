"""A warehouse that cannot be reached is one line that says what to do, without the password."""

import pytest
from sqlalchemy import text

from warehouse.engine import WarehouseUnreachable, connect


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg", "postgres"])
def test_every_usual_spelling_of_the_address_is_taken(database_url, scheme):
    engine = connect(scheme + database_url[database_url.index("://") :])
    with engine.connect() as connection:
        assert connection.scalar(text("SHOW application_name")) == "jixiao"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://someone:topsecret@127.0.0.1:1/jixiao",
        "postgresql://someone:topsecret@no-such-host.invalid/jixiao",
        "postgresql://someone@127.0.0.1:1/jixiao?password=topsecret",
        "postgresql://someone:topsecret@127.0.0.1:port/jixiao",
        "postgresql://someone:top@topsecret@127.0.0.1/jixiao",
        "postgresql://someone:topsecret@127.0.0.1:1/jixiao?topsecret=1",
        "sqlite:///topsecret.db",
        "topsecret",
        "",
    ],
)
def test_a_warehouse_out_of_reach_is_one_line_without_the_password(url):
    with pytest.raises(WarehouseUnreachable) as unreachable:
        connect(url)
    message = str(unreachable.value)
    assert "\n" not in message
    assert "topsecret" not in message
    assert any(word in message for word in ("Check that", "write"))


def test_a_wrong_password_is_not_shown_and_not_waited_for(database_url):
    with pytest.raises(WarehouseUnreachable, match="password authentication failed") as unreachable:
        connect(connect(database_url).url.set(password="a wrong guess"))
    assert "a wrong guess" not in str(unreachable.value)
    assert not unreachable.value.may_pass


def test_a_database_that_is_not_there_is_not_waited_for_and_a_server_that_is_not_there_is(database_url):
    url = connect(database_url).url
    for changed, may_pass in (({"database": "nowhere"}, False), ({"port": 1}, True)):
        with pytest.raises(WarehouseUnreachable) as unreachable:
            connect(url.set(**changed))
        assert unreachable.value.may_pass is may_pass


def test_an_old_postgresql_is_refused(database_url, monkeypatch):
    monkeypatch.setattr("warehouse.engine.OLDEST_POSTGRESQL", 99)
    with pytest.raises(WarehouseUnreachable, match="use PostgreSQL 99 or later"):
        connect(database_url)
