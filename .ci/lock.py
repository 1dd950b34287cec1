"""Print pip's report of an installation as requirements with versions and digests.

    python .ci/lock.py REPORT.json > requirements.lock

Each line names the file that pip chose for the platform it ran on, and not where it came from.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main() -> None:
    """Print a requirement for every package of the report but our own, names in order."""
    report = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    system = report["environment"]
    print(f"# For Python {system['python_version']} on {system['platform_system']} ", end="")
    print(f"{system['platform_machine']}; made by `make lock`.")
    lines = []
    for item in report["install"]:
        name, version = (
            item["metadata"]["name"].lower().replace("_", "-"),
            item["metadata"]["version"],
        )
        if name != "detente":
            digest = item["download_info"]["archive_info"]["hashes"]["sha256"]
            lines.append(f"{name}=={version} --hash=sha256:{digest}")
    print("\n".join(sorted(lines)))


if __name__ == "__main__":
    main()
