import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from records.letters import issue
from records.letters.letter import Letter
from records.letters.seals import sample
from records.letters.setting import SealImage
from tests.letters.test_issuing import JUNE


@pytest.fixture
def keeper(db, as_user):
    """A browser of the portal's keeper."""
    return as_user(User.objects.create_superuser("keeper@example.jp", "correct horse battery", name="設定 係"))


class TestWording:
    def test_is_only_shown_and_leads_to_its_own_page(self, keeper, setting):
        page = keeper.get(reverse("admin:records_lettersetting_change", args=[setting.pk])).content.decode()
        assert 'name="title"' not in page
        assert "{交付決定額}" in page
        assert setting.get_absolute_url() in page
        assert keeper.get(reverse("admin:records_lettersetting_add")).status_code == 403


class TestSeal:
    ADD = reverse("admin:records_sealimage_add")

    def form(self, content: bytes) -> dict[str, object]:
        return {
            "name": "見本市長之印",
            "registered_on": "2020-04-01",
            "picture": SimpleUploadedFile("seal.png", content, content_type="image/png"),
        }

    def test_a_picture_is_kept_as_it_will_be_printed(self, keeper):
        keeper.post(self.ADD, self.form(sample().read()))
        kept = SealImage.objects.get()
        assert bytes(kept.jpeg).startswith(b"\xff\xd8")
        assert kept.name == "見本市長之印"

    def test_the_same_picture_is_one_seal(self, keeper):
        for _ in range(2):
            keeper.post(self.ADD, self.form(sample().read()))
        assert SealImage.objects.count() == 1

    @pytest.mark.parametrize("content", [b"not a picture", b"GIF89a" + bytes(20), sample().read()[:200]])
    def test_what_is_no_picture_is_refused_with_a_sentence(self, keeper, content):
        page = keeper.post(self.ADD, self.form(content)).content.decode()
        assert "画像を開けませんでした。PNGかJPEGにして、もう一度選んでください。" in page
        assert not SealImage.objects.exists()


class TestIssued:
    def test_a_letter_is_only_shown(self, keeper, decision, hall):
        letter = issue(decision, by=hall.drafter, on=JUNE)
        assert keeper.get(reverse("admin:records_letter_changelist"), {"q": "北の会"}).context["cl"].result_count == 1
        page = keeper.get(reverse("admin:records_letter_change", args=[letter.pk])).content.decode()
        assert letter.document_number in page
        assert keeper.get(reverse("admin:records_letter_add")).status_code == 403
        assert keeper.post(reverse("admin:records_letter_delete", args=[letter.pk])).status_code == 403
        assert Letter.objects.count() == 1
