"""Editors paste and upload articles, and see what became of each."""

import io
import zipfile

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import Article, ImportBatch, ImportItem
from articles.parsing import MAX_ARTICLE_BYTES

UPLOAD = "/admin/articles/article/upload/"
TEXT = "Burgemeester opent brug in Veurne LH\n\n12 februari 2020\n\nHet volk juichte."
OTHER = TEXT.replace("Veurne", "Diksmuide")


@pytest.fixture
def desk(client, editor, reference) -> Client:
    client.force_login(editor)
    return client


def upload(client, *files, text="", **more):
    named = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(UPLOAD, {"text": text, "uploads": named, **more}, follow=True)


def test_a_pasted_article_becomes_a_draft_to_be_checked(desk):
    answer = upload(desk, text=TEXT.replace("\n", "\r\n"), source="De Bode")
    article = Article.objects.get()
    assert answer.redirect_chain[-1][0].endswith(f"/article/{article.pk}/change/")
    assert (article.status, article.title) == ("draft", "Burgemeester opent brug in Veurne")
    assert (article.source.name, article.batch.user.username) == ("De Bode", "redacteur")
    assert "“12 februari 2020”</a>" in answer.content.decode()
    assert 'value="Publiceren"' in answer.content.decode()


def test_pasted_or_uploaded_it_is_the_same_article(desk):
    upload(desk, text=TEXT.replace("\n", "\r\n"))
    answer = upload(desk, ("a.txt", TEXT.encode()))
    article = Article.objects.get()
    html = answer.content.decode()
    assert "Dit artikel staat al in het archief" in html
    assert f"/admin/articles/article/{article.pk}/change/" in html
    assert article.get_absolute_url() not in html  # a draft has no public page
    Article.objects.update(status="published")
    html = upload(desk, ("a.txt", TEXT.encode())).content.decode()
    assert f'<a href="{article.get_absolute_url()}">' in html


def test_of_several_files_the_outcome_of_each_is_shown(desk):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("een.txt", TEXT)
        archive.writestr("leeg.txt", "")
    answer = upload(
        desk,
        ("bundel.zip", packed.getvalue()),
        ("twee.txt", OTHER.encode()),
        ("foto.jpg", b"\xff\xd8\xff\xe0" + bytes(100)),
        ("groot.txt", b"Een lange tekst. " * (MAX_ARTICLE_BYTES // 10)),
        ("kapot.zip", b"PK\x03\x04 stuk"),
    )
    html = answer.content.decode()
    outcomes = dict(ImportItem.objects.values_list("file_name", "outcome"))
    assert outcomes == {
        "bundel.zip:een.txt": "imported",
        "bundel.zip:leeg.txt": "rejected",
        "twee.txt": "imported",
        "foto.jpg": "rejected",
        "groot.txt": "rejected",
        "kapot.zip": "rejected",
    }
    for item in ImportItem.objects.filter(outcome="rejected"):
        assert item.reason in html.replace("&#x27;", "'")
    assert "Publiceer alle 2 concepten" in html
    batch = ImportBatch.objects.get()
    shown = desk.get(f"/admin/articles/importbatch/{batch.pk}/change/?outcome=rejected")
    assert [item.file_name for item, _article in shown.context["items"]] == [
        "bundel.zip:leeg.txt",
        "foto.jpg",
        "groot.txt",
        "kapot.zip",
    ]


@pytest.mark.parametrize(
    ("pasted", "message"),
    [
        ("", "Plak een artikel of kies minstens één bestand."),
        (" \r\n\t ", "Plak een artikel of kies minstens één bestand."),
        ("?!", "bevat geen leesbare tekst"),
        ("Een \x00 nulteken in de tekst", "nulbytes"),
        ("woord " * (MAX_ARTICLE_BYTES // 5), "een artikel mag hoogstens"),
    ],
)
def test_what_was_pasted_survives_a_refusal(desk, pasted, message):
    answer = upload(desk, text=pasted)
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert answer.context["form"]["text"].value() == pasted
    assert not ImportBatch.objects.exists()


def test_what_was_pasted_survives_an_impossible_source(desk):
    answer = upload(desk, text=TEXT, source="x" * 201)
    assert "Het volk juichte." in answer.content.decode()
    assert "niet meer dan 200 tekens" in answer.content.decode()


def test_an_empty_zip_is_said_to_be_empty(desk):
    packed = io.BytesIO()
    zipfile.ZipFile(packed, "w").close()
    answer = upload(desk, ("leeg.zip", packed.getvalue()))
    assert "geen enkel bestand" in answer.content.decode()


def test_too_many_files_get_a_friendly_answer(desk, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 3
    answer = upload(desk, *((f"{n}.txt", TEXT.encode()) for n in range(4)))
    assert answer.status_code == 200
    assert "U koos meer dan 3 bestanden." in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_a_paste_beyond_all_limits_gets_a_friendly_answer(desk, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    answer = upload(desk, text="woord " * 10_000)
    assert "te groot voor één artikel" in answer.content.decode()


def test_more_texts_than_fit_are_left_for_later(desk, monkeypatch):
    monkeypatch.setattr("articles.admin.upload.MOST_ARTICLES", 1)
    answer = upload(desk, ("een.txt", TEXT.encode()), ("twee.txt", OTHER.encode()))
    assert "Alleen de eerste 1 teksten" in str(list(get_messages(answer.wsgi_request))) + (
        answer.content.decode()
    )
    assert Article.objects.count() == 1


@pytest.mark.usefixtures("reference")
def test_an_upload_from_elsewhere_is_refused(editor):
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(editor)
    assert desk.post(UPLOAD, {"text": TEXT}).status_code == 403
    assert not Article.objects.exists()


@pytest.mark.parametrize("name", ["<img src=x>.txt", "lang" * 300 + ".txt", "é\u202e.txt"])
def test_any_file_name_will_do(desk, name):
    answer = upload(desk, (name, TEXT.encode()), ("twee.txt", OTHER.encode()))
    assert Article.objects.count() == 2
    assert "<img src=x>" not in answer.content.decode()
