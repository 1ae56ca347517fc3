import subprocess
import sys

from fake_studio import FakeStudio

from service.app import create_app
from service.settings import load_settings


def test_applications_do_not_share_anything() -> None:
    one = create_app(load_settings({"SONGNGU_MAX_UPLOAD": "10"}), FakeStudio())
    two = create_app(load_settings({}), FakeStudio(["nothing works"]))
    assert one.test_client().get("/readyz").status_code == 200
    assert two.test_client().get("/readyz").status_code == 503
    assert one.config["MAX_CONTENT_LENGTH"] != two.config["MAX_CONTENT_LENGTH"]


def test_a_large_form_field_is_read_up_to_the_limit_of_uploads() -> None:
    app = create_app(load_settings({"SONGNGU_MAX_CHARS": "2000000"}), FakeStudio())
    text = "Sáng 8/1, Quân khu 1 tổ chức hội nghị tổng kết công tác quốc phòng địa phương. " * 9000
    assert len(text.encode()) > 500_000
    response = app.test_client().post("/v1/briefs", data={"text": text, "points": "1"})
    assert response.status_code == 200, response.text


def test_the_application_starts_without_heavy_imports() -> None:
    code = (
        "import sys; from service.app import create_app; create_app(); "
        "heavy = {'torch', 'transformers', 'ctranslate2', 'trafilatura'} & set(sys.modules); "
        "sys.exit(str(sorted(heavy)) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
