from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from records.letters import issue
from records.letters.letter import Letter
from records.letters.seals import sample
from records.letters.setting import LetterSetting, SealImage
from tests.letters.test_issuing import JUNE
from tests.letters.test_render import read


@pytest.fixture
def keeper(db, as_user):
    """A browser of the portal's keeper."""
    return as_user(User.objects.create_superuser("keeper@example.jp", "correct horse battery", name="設定 係"))


def change(setting: LetterSetting) -> str:
    return reverse("admin:records_lettersetting_change", args=[setting.pk])


def typed(setting: LetterSetting, **changes: str) -> dict[str, str]:
    """The form as the browser would send it, with the entries."""
    names = ["kind", "programme", "layout", "symbol", "form_number", "title", "body", "legal_basis", "honorific",
             "seal_mode", "appeal", "contact", "retention_years"]  # fmt: skip
    data = {name: str(getattr(setting, name)) for name in names}
    data |= {"starts_on": "2020-04-01", "entries-TOTAL_FORMS": "3", "entries-INITIAL_FORMS": "3"}
    for n, entry in enumerate(setting.entries.all()):
        data |= {f"entries-{n}-{name}": str(getattr(entry, name)) for name in ("id", "position", "label", "text")}
        data[f"entries-{n}-setting"] = str(setting.pk)
    return data | changes


class TestWording:
    def test_names_the_values_that_may_be_used_with_examples(self, keeper, setting):
        page = keeper.get(change(setting)).content.decode()
        assert "{交付決定額} 例 金1,234,000円" in page
        assert "{発信者} 例 見本市長" in page

    def test_is_saved(self, keeper, setting):
        answer = keeper.post(change(setting), typed(setting, title="{申請日}の通知書"))
        assert answer.status_code == 302, answer.context["errors"]
        setting.refresh_from_db()
        assert setting.title == "{申請日}の通知書"

    @pytest.mark.parametrize("field", ["title", "body", "contact", "entries-0-text"])
    def test_a_name_that_does_not_exist_is_told_at_its_field(self, keeper, setting, field):
        page = keeper.post(change(setting), typed(setting, **{field: "{交付決定学}です"})).content.decode()
        assert "「{交付決定学}」という値はありません。使える名前:市、発信者" in page

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"seal_mode": "image"}, "公印を印刷するには、印影を選んでください。"),
            ({"appeal_printed": "on"}, "教示を入れるには、教示の文を書いてください。"),
            ({"retention_years": "7"}, "正しく選択してください。"),
        ],
    )
    def test_what_cannot_be_is_refused_with_a_sentence(self, keeper, setting, changes, sentence):
        assert sentence in keeper.post(change(setting), typed(setting, **changes)).content.decode()

    def test_can_be_printed_with_the_examples(self, keeper, setting):
        answer = keeper.get(reverse("admin:records_lettersetting_sample", args=[setting.pk]))
        text = read(answer.content)
        assert "金1,234,000円" in text
        assert "案" in text

    def test_is_only_shown_once_a_letter_used_it(self, keeper, setting, decision, hall):
        issue(decision, by=hall.drafter, on=JUNE)
        page = keeper.get(change(setting))
        assert page.status_code == 200
        assert 'name="title"' not in page.content.decode()
        assert keeper.post(change(setting), typed(setting, title="別の題名")).status_code == 403
        assert keeper.post(reverse("admin:records_lettersetting_delete", args=[setting.pk])).status_code == 403

    def test_is_copied_to_hold_from_a_later_day(self, keeper, setting):
        asked = {"action": "copy", "_selected_action": setting.pk}
        keeper.post(reverse("admin:records_lettersetting_changelist"), asked)
        made = LetterSetting.objects.filter(kind=setting.kind).exclude(pk=setting.pk).get()
        assert made.starts_on == timezone.localdate() + timedelta(days=1)
        assert [entry.text for entry in made.entries.all()] == [entry.text for entry in setting.entries.all()]
        assert setting.entries.count() == 3

    def test_an_officer_who_does_not_keep_the_register_cannot_print_samples(self, as_user, hall, setting):
        answer = as_user(hall.drafter).get(reverse("admin:records_lettersetting_sample", args=[setting.pk]))
        assert (answer.status_code, answer["Location"].startswith("/admin/login/")) == (302, True)


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
