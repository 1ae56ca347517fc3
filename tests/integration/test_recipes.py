"""The recipes of the documentation, run as they stand against a live server."""

import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document
from live import require
from lxml import etree

pytestmark = pytest.mark.integration

RECIPES = (Path(__file__).parents[2] / "docs" / "RECIPES.md").read_text("utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```", RECIPES, re.MULTILINE | re.DOTALL)
REPORT = (
    "Sáng 8/1/2025, Ủy ban nhân dân tỉnh Bắc Kạn tổ chức hội nghị tổng kết công tác năm. "
    "Năm 2024, chỉ tiêu tuyển quân của Quân khu 1 đã hoàn thành 100% kế hoạch được giao.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a recipe begins: a report, and a column of a spreadsheet."""
    tmp_path.joinpath("bai.txt").write_text(REPORT, "utf-8")
    tmp_path.joinpath("vi.txt").write_text("Hội nghị khai mạc.\n\nQuân khu 1.\n", "utf-8")
    return tmp_path


def run(block: str, folder: Path, server: str) -> None:
    for tool in ("curl", "jq"):
        require(shutil.which(tool) is not None, f"{tool} is missing: apt-get install {tool}")
    script = block.replace("http://127.0.0.1:8000", server)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def block(name: str) -> str:
    """The one block that writes this file."""
    (found,) = [block for block in BLOCKS if name in block]
    return found


def test_every_block_is_tried_below():
    names = ("bai.docx", "review.tsv", "suggestions.txt", "incoming", "post.json", "en.txt\n",
             "briefs.csv")  # fmt: skip
    assert [block for block in BLOCKS if not any(name in block for name in names)] == []


def test_a_brief_in_many_forms(folder: Path, server: str) -> None:
    run(block("bai.docx"), folder, server)
    assert Document(io.BytesIO(folder.joinpath("bai.docx").read_bytes())).tables
    assert etree.parse(folder / "bai.tmx").getroot().tag == "tmx"
    assert folder.joinpath("bai.en.txt").read_text("utf-8").startswith("[en] Sáng 8/1/2025")


def test_a_folder_and_what_to_look_at(folder: Path, server: str) -> None:
    folder.joinpath("vi.txt").unlink()
    run(block("review.tsv"), folder, server)
    assert "[en] Sáng 8/1/2025" in folder.joinpath("review.tsv").read_text("utf-8")


def test_suggestions_for_superdesk(folder: Path, server: str) -> None:
    run(block("suggestions.txt"), folder, server)
    assert folder.joinpath("suggestions.txt").read_text("utf-8").startswith("[en] Sáng 8/1/2025")


def test_items_for_superdesk(folder: Path, server: str) -> None:
    run(block("incoming"), folder, server)
    item = json.loads(folder.joinpath("incoming/bai.json").read_text("utf-8"))
    assert item["pubstatus"] == "withheld"
    root = etree.parse(folder / "incoming/bai.xml").getroot()
    assert root.get("guid") == item["guid"]


def test_a_draft_for_wordpress(folder: Path, server: str) -> None:
    run(block("post.json"), folder, server)
    post = json.loads(folder.joinpath("post.json").read_text("utf-8"))
    assert post["status"] == "draft"
    assert post["content"].startswith("<p>[en] ")


def test_a_column_of_a_spreadsheet(folder: Path, server: str) -> None:
    run(block("vi.txt |"), folder, server)
    lines = folder.joinpath("en.txt").read_text("utf-8").splitlines()
    assert lines == ["[en] Hội nghị khai mạc.", "", "[en] Quân khu 1."]


def test_a_table_of_briefs(folder: Path, server: str) -> None:
    run(block("bai.docx"), folder, server)
    run(block("briefs.csv"), folder, server)
    first, *rows = folder.joinpath("briefs.csv").read_text("utf-8").splitlines()
    assert first == '"date","status","title","link"'
    assert any("Sáng 8/1/2025" in row for row in rows)
