"""Where things are kept: the data folder, the database and the queue."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from service.archive import migrations
from service.archive.database import database_url, plain_engine
from service.doctor.finding import Finding, fail, ok, warn
from service.doctor.installation import Installation
from service.settings import BadSetting, data_dir

# Bytes that are free: below, nothing can be kept; below, it soon cannot.
LEAST, ENOUGH = 50_000_000, 1_000_000_000
_REDIS = ("redis://", "rediss://", "unix://")


def data(place: Installation) -> Iterator[Finding]:
    """Whether the data folder can be written, and how much goes into it."""
    folder = data_dir(place.settings)
    above = next(one for one in (folder, *folder.parents) if one.exists())
    try:
        with tempfile.TemporaryFile(dir=above) as file:
            file.write(b"songngu")
    except OSError as error:
        yield fail(
            f"{folder} cannot be written ({error.strerror}).",
            "Give the user of the service rights to it, or set SONGNGU_DATA_DIR.",
        )
        return
    free = shutil.disk_usage(above).free
    told = f"{folder} can be written; {free / 1e9:.1f} GB are free"
    mend = "Free some, or set SONGNGU_KEEP_DAYS so that old briefs go."
    if free < LEAST:
        yield fail(f"{told}, which is too little.", mend)
    else:
        yield warn(f"{told}, which is little.", mend) if free < ENOUGH else ok(f"{told}.")


def database(place: Installation) -> Iterator[Finding]:
    """Whether the database answers, and is of this version; nothing is changed in it."""
    url = database_url(place.settings)
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        yield ok("There is no database yet; the first use makes it.")
        return
    try:
        yield _of_revision(url)
    except BadSetting as error:
        yield fail(error.message, "Set it as it says.")
    except SQLAlchemyError as error:
        reason = (str(getattr(error, "orig", error)).strip().splitlines() or ["no reason"])[0]
        yield fail(
            f"The database cannot be used ({reason}).",
            "Look at SONGNGU_DATABASE_URL; a damaged file is to be replaced by a copy of yours.",
        )


def _of_revision(url: str) -> Finding:
    engine = plain_engine(url)
    try:
        with engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
            known = ScriptDirectory.from_config(migrations.config(connection))
            newest = known.get_current_head()
            names = {one.revision for one in known.walk_revisions()}
    finally:
        engine.dispose()
    told = f"The database answers ({make_url(url).get_backend_name()})"
    if found == newest:
        return ok(f"{told} and is of this version ({found}).")
    if found is None or found in names:
        return warn(
            f"{told}, but its tables are of an older version ({found or 'none'}).",
            "Start songngu: it brings them up to date. Make a copy before.",
        )
    return fail(
        f"{told}, but a newer songngu has changed it ({found}).", "Install that version again."
    )


def queue(place: Installation) -> Iterator[Finding]:
    """Whether the queue of jobs answers."""
    url = place.settings.str("queue_url")
    if url.startswith(_REDIS):
        yield _redis(url)
    elif not url or url.startswith("sqlite:///"):
        file = url.removeprefix("sqlite:///") or str(data_dir(place.settings) / "queue.db")
        yield _sqlite(Path(file))
    else:
        yield fail(
            "SONGNGU_QUEUE_URL is of no kind that is known.",
            "Set redis://HOST:PORT/DB or sqlite:///FILE.",
        )


def _redis(url: str) -> Finding:
    try:
        import redis
    except ImportError:
        return fail("The client of Redis is missing.", "pip install 'songngu[redis]'.")
    try:
        with closing(redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5)) as one:
            one.ping()
    except (redis.RedisError, OSError, ValueError) as error:
        return fail(f"Redis does not answer ({error}).", "Start it, or look at SONGNGU_QUEUE_URL.")
    return ok("Redis answers.")


def _sqlite(path: Path) -> Finding:
    if not path.exists():
        return ok("There is no queue yet; the first use makes it.")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
            file.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        return fail(
            f"The queue {path} cannot be read ({error}).",
            "Remove the file: it is made anew from the database.",
        )
    return ok(f"The queue {path.name} can be read.")
