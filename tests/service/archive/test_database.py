import pytest

from service.archive.database import Database, DatabaseAway, database_url
from service.settings import BadSetting, load_settings


def test_a_new_file_gets_its_folder_and_its_tables(tmp_path):
    path = tmp_path / "new" / "songngu.db"
    with Database(f"sqlite:///{path}").session() as session:
        assert session.connection().exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    assert path.exists()


def test_the_default_lies_in_the_data_folder(tmp_path):
    settings = load_settings({"SONGNGU_DATA_DIR": str(tmp_path)})
    assert database_url(settings) == f"sqlite:///{tmp_path}/songngu.db"


@pytest.mark.parametrize("url", ["nonsense", "mongodb://host/x"])
def test_an_address_of_no_database_names_the_setting(url):
    with pytest.raises(BadSetting, match="SONGNGU_DATABASE_URL"), Database(url).session():
        pass


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(DatabaseAway, match="cannot be used"),
        Database(f"sqlite:///{tmp_path}/file/songngu.db").session(),
    ):
        pass
