"""`jixiao publish` as a user runs it."""

import json


def test_publish_says_where_the_release_is_and_refuses_a_folder_that_is_none(command, module_database, tmp_path):
    run = command(tmp_path / "home", module_database)
    done = run("publish", str(tmp_path / "out"), "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["is_new"], said["rows"]["wide_document"]) == (True, 0)
    assert (tmp_path / "out/current/datapackage.json").resolve().parent.samefile(said["release"])
    (tmp_path / "file").write_text("")
    refused = run("publish", str(tmp_path / "file"))
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
