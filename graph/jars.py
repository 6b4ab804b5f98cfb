"""The jars of Neo4j's server, fetched once by Maven from Maven Central."""

import fcntl
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from extract.errors import StoreError

VERSION = "5.26.30"
JARS = (
    ("org.neo4j", "neo4j", VERSION),
    ("org.neo4j.app", "neo4j-server", VERSION),
    ("org.neo4j", "neo4j-slf4j-provider", VERSION),
    ("org.neo4j.client", "neo4j-browser", "5.24.0"),  # the newest that this server serves
)
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"


def missing() -> str | None:
    """What keeps this machine from running a server, in words; None if nothing does."""
    tools = ("java",) if _folder().is_dir() else ("java", "mvn")
    lacking = [tool for tool in tools if shutil.which(tool) is None]
    return f"{' and '.join(lacking)} not found; install Java (17 or 21) and Maven, or give a server as NEO4J_URI" if lacking else None


def jars() -> Path:
    """The folder of the jars, under $AXISGRAPH_CACHE or ~/.cache/axisgraph; fetched if it is not there. Raises StoreError."""
    if reason := missing():
        raise StoreError(f"no local Neo4j: {reason}")
    folder = _folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one process fetches, the others wait
        if not folder.is_dir():
            with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
                _fetch(Path(scratch)).replace(folder)
    return folder


def _folder() -> Path:
    return Path(os.environ.get("AXISGRAPH_CACHE") or Path.home() / ".cache" / "axisgraph") / f"neo4j-{VERSION}"


def _fetch(scratch: Path) -> Path:
    dependency = "<dependency><groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version></dependency>"
    own = "<modelVersion>4.0.0</modelVersion><groupId>axisgraph</groupId><artifactId>server</artifactId><version>1</version>"
    wanted = "".join(dependency.format(*jar) for jar in JARS)
    (scratch / "pom.xml").write_text(f"<project>{own}<dependencies>{wanted}</dependencies></project>", encoding="utf-8")
    command = ["mvn", "-q", "-B", "-f", str(scratch / "pom.xml"), COPY, f"-DoutputDirectory={scratch / 'lib'}"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise StoreError(f"Maven cannot fetch Neo4j {VERSION}: {telling(done.stdout, 'ERROR')}")
    return scratch / "lib"


def telling(log: str, word: str = "") -> str:
    """The line of a log that tells most: the first with `word`, else the last."""
    lines = [re.sub(r"\x1b\[[\d;]*m", "", line).strip() for line in log.splitlines() if line.strip()]
    return next((line for line in lines if word and word in line), lines[-1] if lines else "it says nothing")
