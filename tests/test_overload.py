"""More requests than can be served: some are served well, the others told so at once."""

import threading
import time

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from archive import admission, gunicorn_conf
from archive.admission import AdmissionMiddleware, Gate


@pytest.fixture
def site(monkeypatch):
    """A site whose pages last until ``finish`` is set; ``ask(path)`` gives a running request."""
    monkeypatch.setattr(admission, "PATIENCE", 5)
    finish = threading.Event()
    most, inside, lock = 0, 0, threading.Lock()

    def page(_request):
        nonlocal most, inside
        with lock:
            inside += 1
            most = max(most, inside)
        finish.wait(10)
        with lock:
            inside -= 1
        return HttpResponse("page")

    middleware = AdmissionMiddleware(page)
    threads = []

    def ask(path: str, answers: list) -> None:
        def run():
            answers.append(middleware(RequestFactory().get(path)))

        threads.append(threading.Thread(target=run))
        threads[-1].start()

    ask.finish = finish
    ask.most = lambda: most
    yield ask
    finish.set()
    for thread in threads:
        thread.join(10)


def wait_until(is_so) -> None:
    end = time.monotonic() + 5
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_a_crowd_is_served_in_part_and_told_so(site):
    answers: list = []
    for _ in range(40):
        site("/", answers)
    served = settings.PAGES_AT_ONCE * (1 + admission.WAITING_FOR_EACH)
    wait_until(lambda: len(answers) == 40 - served)
    assert {answer.status_code for answer in answers} == {503}
    assert {answer.headers["Retry-After"] for answer in answers} == {"5"}
    assert "te druk" in answers[0].text
    site.finish.set()
    wait_until(lambda: len(answers) == 40)
    assert sum(answer.status_code == 200 for answer in answers) == served
    assert site.most() == settings.PAGES_AT_ONCE


def test_a_crowd_of_readers_keeps_nobody_from_the_newsroom(site):
    for _ in range(40):
        site("/", [])
    wait_until(lambda: site.most() == settings.PAGES_AT_ONCE)
    site("/admin/", [])
    wait_until(lambda: site.most() == settings.PAGES_AT_ONCE + 1)


def test_a_page_that_fails_leaves_its_place():
    def fails(_request):
        raise ValueError

    middleware = AdmissionMiddleware(fails)
    for _ in range(settings.PAGES_AT_ONCE * 5):
        with pytest.raises(ValueError):
            middleware(RequestFactory().get("/"))


def test_nobody_waits_longer_than_patience():
    gate = Gate(places=1, waiting=1, patience=0.05)
    assert gate.enter()
    assert not gate.enter()
    gate.leave()
    assert gate.enter()


@pytest.fixture
def full(monkeypatch):
    """No place for anybody."""
    monkeypatch.setattr(Gate, "enter", lambda _gate: False)


@pytest.mark.parametrize("path", ["/", "/?q=NAVO", "/articles.json", "/admin/", "/bestaat-niet/"])
def test_without_a_place_no_page_asks_the_database(full, client, path):
    answer = client.get(path)  # without the mark that lets a test use the database
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in answer.headers


def test_life_and_files_are_answered_in_any_crowd(full, db, client):
    assert client.get("/livez").status_code == 200
    assert client.get("/healthz").status_code == 200
    order = [name.rpartition(".")[2] for name in settings.MIDDLEWARE]
    assert order.index("WhiteNoiseMiddleware") < order.index("AdmissionMiddleware")


def test_there_are_threads_to_spare_for_saying_so():
    places = settings.PAGES_AT_ONCE + settings.ADMIN_PAGES_AT_ONCE
    assert gunicorn_conf.threads >= 2 * places * (1 + admission.WAITING_FOR_EACH)


def test_the_busy_page_speaks_the_language_of_the_reader(full, client):
    assert '<html lang="nl"' in client.get("/").text
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        assert '<html lang="en"' in client.get("/").text
