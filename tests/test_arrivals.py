import bz2
import gzip
import io
import json
import lzma
import os
import random
import struct
import tarfile
import tracemalloc
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from articles.arrivals import Arrival, printable, read_arrivals, read_upload
from articles.parsing import MAX_ARTICLE_BYTES, Rejected, parse_article

TEXTS = {"a.txt": b"Eerste bericht.", "b.txt": b"Tweede bericht.", "c.txt": b"Derde bericht."}


def tar_bytes(members: dict[str, bytes], mode: str = "w") -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return file.getvalue()


def zip_bytes(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def streamed_zip(members: dict[str, bytes]) -> bytes:
    """A zip written to a pipe: its sizes stand behind each member."""
    file = io.BytesIO()
    pipe = SimpleNamespace(write=file.write, flush=file.flush)
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def upload(data: bytes, name: str) -> list[Arrival]:
    return list(read_upload(io.BytesIO(data), name))


def texts(arrivals: list[Arrival]) -> dict[str, bytes]:
    return {arrival.name: arrival.data for arrival in arrivals if not arrival.trouble}


def troubles(arrivals: list[Arrival]) -> dict[str, str]:
    return {arrival.name: arrival.trouble for arrival in arrivals if arrival.trouble}


@pytest.fixture
def feed(monkeypatch):
    def feed_stdin(data: bytes) -> list[Arrival]:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        return list(read_arrivals(["-"]))

    return feed_stdin


def test_a_folder_is_read_to_its_depth_in_order_without_hidden_files(tmp_path):
    for name in ("b/2.txt", "b/1.txt", "a/diep/3.txt", ".git/config", "b/.DS_Store", "0.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)

    arrivals = list(read_arrivals([tmp_path]))

    assert [arrival.data.decode() for arrival in arrivals] == [
        "0.txt",
        "a/diep/3.txt",
        "b/1.txt",
        "b/2.txt",
    ]


def test_an_empty_folder_yields_nothing(tmp_path):
    assert list(read_arrivals([tmp_path])) == []


def test_a_hidden_file_is_read_when_it_is_named(tmp_path):
    path = tmp_path / ".artikel.txt"
    path.write_bytes(b"Toch gevraagd.")

    assert texts(list(read_arrivals([path]))) == {str(path): b"Toch gevraagd."}


def test_what_cannot_be_read_is_named_with_its_reason_and_the_rest_goes_on(tmp_path):
    os.mkfifo(tmp_path / "buis")
    (tmp_path / "los").symlink_to("nergens")
    (tmp_path / "kring").symlink_to(tmp_path)
    (tmp_path / "z.txt").write_bytes(b"Dit wel.")

    arrivals = list(read_arrivals([tmp_path, tmp_path / "weg.txt"]))

    found = {Path(name).name: trouble for name, trouble in troubles(arrivals).items()}
    assert found.keys() == {"buis", "los", "kring", "weg.txt"}
    assert "geen gewoon bestand" in found["buis"]
    assert "verwijst naar niets" in found["los"]
    assert "koppeling" in found["kring"]
    assert "bestaat niet" in found["weg.txt"]
    assert list(texts(arrivals).values()) == [b"Dit wel."]


def test_a_closed_file_and_a_closed_folder_are_reported(tmp_path, monkeypatch):
    closed = tmp_path / "dicht"
    closed.mkdir()
    (tmp_path / "geheim.txt").write_bytes(b"x")
    scandir, open_path = os.scandir, Path.open

    def refuse(path, *args, **options):
        if "dicht" in str(path) or "geheim" in str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return open_path(path, *args, **options) if args or options else scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    monkeypatch.setattr(Path, "open", refuse)

    found = troubles(list(read_arrivals([tmp_path])))

    assert set(found) == {str(closed), str(tmp_path / "geheim.txt")}
    assert all("geen leesrechten" in trouble for trouble in found.values())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.zip", zip_bytes(TEXTS)),
        ("x.ZIP", zip_bytes(TEXTS, zipfile.ZIP_STORED)),
        ("x.zip", streamed_zip(TEXTS)),
        ("x.tar", tar_bytes(TEXTS)),
        ("x.tar.gz", tar_bytes(TEXTS, "w:gz")),
        ("x.tgz", tar_bytes(TEXTS, "w:gz")),
        ("x.tar.bz2", tar_bytes(TEXTS, "w:bz2")),
        ("x.tar.xz", tar_bytes(TEXTS, "w:xz")),
    ],
)
def test_archives_yield_their_files_from_a_path_an_upload_and_standard_input(
    name, data, tmp_path, feed
):
    path = tmp_path / name
    path.write_bytes(data)
    for arrivals, where in [
        (list(read_arrivals([path])), path),
        (upload(data, name), name),
        (feed(data), "stdin"),
    ]:
        assert texts(arrivals) == {f"{where}:{member}": text for member, text in TEXTS.items()}
        assert not troubles(arrivals)


@pytest.mark.parametrize(
    "data", [b"", b"Kort.", b"PKW van de weg", b"BZh is geen woord", b"x" * 600]
)
def test_standard_input_is_one_article(data, feed):
    assert feed(data) == [Arrival(name="stdin", data=data)]


def test_closed_standard_input_is_reported(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)

    assert "standaardinvoer" in troubles(list(read_arrivals(["-"])))["stdin"]


@pytest.mark.parametrize(
    "data", [zip_bytes({"[Content_Types].xml": b"<x/>", "word/a.xml": b"<x/>"})]
)
def test_an_office_document_is_no_archive_of_articles(data, feed):
    (arrival,) = feed(data)

    assert "document" in arrival.trouble


@pytest.mark.parametrize("pack", [zip_bytes, tar_bytes])
def test_hidden_members_and_folders_are_skipped(pack):
    data = pack({"__MACOSX/a.txt": b"x", "./._a.txt": b"x", "map/.DS_Store": b"x", "a.txt": b"ja"})

    assert upload(data, f"x.{pack.__name__[:3]}") == [
        Arrival(name=f"x.{pack.__name__[:3]}:a.txt", data=b"ja")
    ]


@pytest.mark.parametrize("pack", [zip_bytes, tar_bytes])
def test_members_that_point_outside_are_read_in_place(pack, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = f"x.{pack.__name__[:3]}"

    arrivals = upload(pack({"../buiten.txt": b"een", "/wortel.txt": b"twee"}), name)

    assert [arrival.data for arrival in arrivals] == [b"een", b"twee"]
    assert not list(tmp_path.parent.glob("buiten.txt"))


@pytest.mark.parametrize("pack", [zip_bytes, tar_bytes])
def test_an_archive_in_an_archive_is_refused(pack):
    data = pack({"binnen.zip": zip_bytes(TEXTS), "binnen.tar.gz": b"x", "a.txt": b"ja"})
    name = f"x.{pack.__name__[:3]}"

    arrivals = upload(data, name)

    assert troubles(arrivals).keys() == {f"{name}:binnen.zip", f"{name}:binnen.tar.gz"}
    assert texts(arrivals) == {f"{name}:a.txt": b"ja"}


def links_in_tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, kind in [("s.txt", tarfile.SYMTYPE), ("h.txt", tarfile.LNKTYPE)]:
            link = tarfile.TarInfo(name)
            link.type, link.linkname = kind, "/etc/hostname"
            archive.addfile(link)
        fifo = tarfile.TarInfo("buis")
        fifo.type = tarfile.FIFOTYPE
        archive.addfile(fifo)
    return file.getvalue()


def link_in_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("s.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/hostname")
    return file.getvalue()


def test_links_in_archives_are_not_followed():
    arrivals = upload(links_in_tar(), "x.tar")
    assert not texts(arrivals)
    assert troubles(arrivals).keys() == {"x.tar:s.txt", "x.tar:buis"}

    arrivals = upload(link_in_zip(), "x.zip")
    assert not texts(arrivals)
    assert "koppeling" in troubles(arrivals)["x.zip:s.txt"]


def with_zip_flag(data: bytes, flag: int) -> bytes:
    """Set a flag of the first member, in its own header and in the table of contents."""
    changed = bytearray(data)
    for signature, offset in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)]:
        place = changed.find(signature) + offset
        changed[place : place + 2] = struct.pack("<H", flag)
    return bytes(changed)


def test_a_password_is_named_and_the_other_members_are_read():
    arrivals = upload(with_zip_flag(zip_bytes(TEXTS), 0x1), "x.zip")

    assert "wachtwoord" in troubles(arrivals)["x.zip:a.txt"]
    assert set(texts(arrivals)) == {"x.zip:b.txt", "x.zip:c.txt"}


def test_names_that_are_not_utf8_lose_no_member():
    data = zip_bytes({"caf\u00e9.txt": b"een", "b.txt": b"twee"}).replace(
        b"caf\xc3\xa9", b"caf\xe9\xe9"
    )
    assert [arrival.data for arrival in upload(data, "x.zip")] == [b"een", b"twee"]
    assert not troubles(upload(data, "x.zip"))

    data = tar_bytes({"caf\udce9.txt": b"een", "b.txt": b"twee"})
    assert [arrival.data for arrival in upload(data, "x.tar")] == [b"een", b"twee"]


@pytest.mark.parametrize("odd", [b"a\x00b.txt", b"\x00Xb.txt"])
def test_a_nul_in_a_member_name_does_no_harm(odd):
    data = zip_bytes({"aXb.txt": b"een"}).replace(b"aXb.txt", odd)

    (arrival,) = upload(data, "x.zip")

    assert (arrival.data, arrival.trouble) == (b"een", "")


@pytest.mark.parametrize("pack", [zip_bytes, streamed_zip, tar_bytes])
@pytest.mark.parametrize("kept", [0, 1, 2])
def test_of_a_truncated_archive_the_whole_members_are_kept_and_the_loss_is_reported(pack, kept):
    noise = random.Random(1)  # noqa: S311
    members = {f"{n}.txt": noise.randbytes(2000) for n in range(3)}
    data = pack(members)
    cut = data.find(f"{kept}.txt".encode()) + 1500
    name = "x.tar" if pack is tar_bytes else "x.zip"

    arrivals = upload(data[:cut], name)

    assert list(texts(arrivals).values()) == list(members.values())[:kept]
    assert "onvolledig" in troubles(arrivals)[name]


@pytest.mark.parametrize("unpacked", [gzip.decompress, bz2.decompress, lzma.decompress])
def test_a_truncated_compressed_tar_keeps_what_could_be_unpacked(unpacked):
    ending = {gzip.decompress: "gz", bz2.decompress: "bz2", lzma.decompress: "xz"}[unpacked]
    noise = random.Random(1)  # noqa: S311
    members = {f"{n}.txt": noise.randbytes(500_000) for n in range(4)}
    data = tar_bytes(members, f"w:{ending}")

    arrivals = upload(data[: int(len(data) * 0.9)], f"x.tar.{ending}")

    whole = list(texts(arrivals).values())
    assert len(whole) >= 1
    assert whole == list(members.values())[: len(whole)]
    assert troubles(arrivals).keys() == {f"x.tar.{ending}"}


@pytest.mark.parametrize("missing", [1024, 512 + 1024, 700 + 1024])
def test_a_tar_that_ends_between_two_members_is_reported(missing):
    data = tar_bytes(TEXTS)
    whole = data[: 6 * 512 + 1024]  # three headers, three texts, the two blocks of the end

    arrivals = upload(whole[:-missing], "x.tar")

    assert "onvolledig" in troubles(arrivals)["x.tar"]
    assert len(texts(arrivals)) == (3 if missing == 1024 else 2)


def test_a_damaged_member_of_a_whole_zip_costs_only_itself():
    data = bytearray(zip_bytes(TEXTS, zipfile.ZIP_STORED))
    data[data.find(b"Tweede")] ^= 1

    arrivals = upload(bytes(data), "x.zip")

    assert set(texts(arrivals)) == {"x.zip:a.txt", "x.zip:c.txt"}
    assert "beschadigd" in troubles(arrivals)["x.zip:b.txt"]


@pytest.mark.parametrize("name", ["x.zip", "x.tar", "x.tar.gz"])
@pytest.mark.parametrize("data", [b"", b"Gewone tekst.", b"PK\x03\x04", b"\x1f\x8b\x08"])
def test_what_only_calls_itself_an_archive_is_reported(name, data):
    assert troubles(upload(data, name)).keys() == {name}


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("is_damaged", [False, True])
def test_a_bomb_is_read_no_further_than_the_limit(method, is_damaged, tmp_path, memory_limit):
    path = tmp_path / "bom.zip"
    with zipfile.ZipFile(path, "w", method, compresslevel=9) as archive:  # noqa: SIM117
        with archive.open("nullen.txt", "w", force_zip64=False) as member:
            for _ in range(120):
                member.write(bytes(1_000_000))
    data = path.read_bytes()
    assert len(data) < 1_000_000

    with memory_limit:
        arrivals = upload(data[:-10] if is_damaged else data, "bom.zip")

    assert all(len(arrival.data) <= MAX_ARTICLE_BYTES + 1 for arrival in arrivals)
    assert arrivals


def test_a_tar_bomb_in_a_name_or_a_file_stays_within_memory(memory_limit):
    member = tarfile.TarInfo("lang")
    member.size = 120_000_000
    for kind in (tarfile.REGTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE):
        member.type = kind
        packed = io.BytesIO()
        with gzip.open(packed, "wb", compresslevel=9) as file:
            file.write(member.tobuf())
            for _ in range(120):
                file.write(bytes(1_000_000))

        with memory_limit:
            arrivals = upload(packed.getvalue(), "x.tgz")

        assert all(len(arrival.data) <= MAX_ARTICLE_BYTES + 1 for arrival in arrivals)
        assert troubles(arrivals).keys() == {"x.tgz"}


@pytest.fixture
def memory_limit():
    """Fail when more than 40 MB are asked for within."""

    class Limit:
        def __enter__(self):
            tracemalloc.start()

        def __exit__(self, *_):
            _now, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert peak < 40_000_000

    return Limit()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.zip", zip_bytes(TEXTS)),
        ("x.zip", streamed_zip(TEXTS)),
        ("x.zip", zip_bytes({"a.jsonl": b'{"a": 1}\n' * 3})),
        ("x.jsonl.gz", gzip.compress(b'{"a": 1}\n' * 3)),
        ("x.tar", tar_bytes(TEXTS)[: 8 * 512]),
        ("x.tar.gz", tar_bytes(TEXTS, "w:gz")),
        ("x.tar.xz", tar_bytes(TEXTS, "w:xz")),
    ],
)
def test_no_damage_whatever_ends_in_an_error(name, data):
    chance = random.Random(7)  # noqa: S311
    for _ in range(400):
        damaged = bytearray(data)
        for _ in range(chance.randint(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        upload(bytes(damaged[: chance.randint(1, len(damaged))]), name)
        upload(bytes(damaged), name)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Kop é 日本.txt", "Kop é 日本.txt"),
        ("twee\nregels\x1b[31m", "twee\\nregels\\x1b[31m"),
        ("caf\udce9", "caf\\udce9"),
        ("a\x00b", "a\\x00b"),
    ],
)
def test_names_are_shown_on_one_line(name, shown):
    assert printable(name) == shown
    printable(name).encode()


RECORDS = [
    json.dumps({"headline": f"Bericht {n}", "articleBody": "Tekst."}).encode() for n in range(3)
]
LINES = b"\n".join([b"", *RECORDS[:2], b"  \r", RECORDS[2] + b"\r", b""])
NUMBERED = dict(zip((2, 3, 5), RECORDS, strict=True))


@pytest.mark.parametrize(
    ("name", "data", "inside"),
    [
        ("x.jsonl", LINES, ""),
        ("x.NDJSON", LINES, ""),
        ("x.jsonl.gz", gzip.compress(LINES), ""),
        ("x.ndjson.gz", gzip.compress(LINES[:50]) + gzip.compress(LINES[50:]), ""),
        ("x.zip", zip_bytes({"map/y.jsonl": LINES}), ":map/y.jsonl"),
        ("x.zip", zip_bytes({"y.jsonl.gz": gzip.compress(LINES)}), ":y.jsonl.gz"),
        ("x.zip", zip_bytes({"y.ndjson": LINES}, zipfile.ZIP_STORED), ":y.ndjson"),
        ("x.tgz", tar_bytes({"y.jsonl": LINES}, "w:gz"), ":y.jsonl"),
        ("x.tar", tar_bytes({"y.jsonl.gz": gzip.compress(LINES)}), ":y.jsonl.gz"),
    ],
)
def test_each_line_of_a_lines_file_arrives_by_its_number(name, data, inside, tmp_path):
    path = tmp_path / name
    path.write_bytes(data)

    for arrivals, where in [(list(read_arrivals([path])), path), (upload(data, name), name)]:
        assert texts(arrivals) == {f"{where}{inside}:{n}": text for n, text in NUMBERED.items()}
        assert not troubles(arrivals)


@pytest.mark.parametrize("kept", ["in memory", "on disk"])
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.jsonl", LINES),
        ("x.jsonl.gz", gzip.compress(LINES)),
        ("x.zip", zip_bytes({"y.jsonl": LINES})),
        ("x.tgz", tar_bytes({"y.jsonl": LINES}, "w:gz")),
    ],
)
def test_lines_can_be_uploaded_in_the_admin(name, data, kept):
    if kept == "in memory":
        file = SimpleUploadedFile(name, data)
    else:
        file = TemporaryUploadedFile(name, "application/json", len(data), None)
        file.write(data)
        file.seek(0)

    assert list(texts(list(read_upload(file, name))).values()) == RECORDS


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_standard_input_may_be_lines(pack, feed):
    data = LINES.lstrip()

    assert list(texts(feed(pack(data))).values()) == RECORDS
    assert list(texts(feed(pack(data))).keys()) == ["stdin:1", "stdin:2", "stdin:4"]


@pytest.mark.parametrize(
    "data",
    [
        json.dumps({"headline": "Een", "articleBody": "Tekst. " * 200}, indent=2).encode(),
        b'{"headline": "Een",\n"articleBody": "Tekst."}',
        b"{ gewone tekst }\n{ nog }",
    ],
)
def test_one_record_over_several_lines_is_one_article(data, feed):
    assert feed(data) == [Arrival(name="stdin", data=data)]
    assert upload(data, "x.json") == [Arrival(name="x.json", data=data)]


def test_a_byte_order_mark_stays_with_its_line():
    (arrival,) = upload(b"\xef\xbb\xbf" + RECORDS[0], "x.jsonl")

    assert parse_article(arrival.data).title == "Bericht 0"


@pytest.mark.parametrize("line", [b"Gewone tekst.", b"[1, 2]", b"{'headline': 'a'}", b"{}", b'"a"'])
def test_a_line_that_is_no_record_is_refused_and_the_rest_goes_on(line):
    arrivals = upload(b"\n".join([RECORDS[0], line, RECORDS[1]]), "x.jsonl")

    assert "JSON-object" in troubles(arrivals)["x.jsonl:2"]
    assert texts(arrivals) == {"x.jsonl:1": RECORDS[0], "x.jsonl:3": RECORDS[1]}


def test_a_last_line_that_was_cut_off_is_refused_as_such():
    arrivals = upload(RECORDS[0] + b"\n" + RECORDS[1][:30], "x.jsonl")

    assert parse_article(arrivals[0].data).title == "Bericht 0"
    with pytest.raises(Rejected, match="breekt af na teken 30"):
        parse_article(arrivals[1].data)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_line_over_the_limit_is_refused_without_being_kept(pack, memory_limit):
    long = b'{"headline": "' + b"x" * 90_000_000 + b'"}\n'
    fits = b'{"headline": "'.ljust(MAX_ARTICLE_BYTES - 2, b"x") + b'"}\n'
    assert len(fits) == MAX_ARTICLE_BYTES + 1
    data = pack(RECORDS[0] + b"\n" + long + fits + RECORDS[1])

    with memory_limit:
        arrivals = upload(data, "x.jsonl" if pack is bytes else "x.jsonl.gz")

    name = arrivals[0].name[:-2]
    assert "te lang" in troubles(arrivals)[f"{name}:2"]
    assert list(texts(arrivals).values()) == [RECORDS[0], fits[:-1], RECORDS[1]]


@pytest.mark.parametrize("filler", [b"\n", b" " * 1023 + b"\n", b"x"])
def test_a_file_that_unpacks_to_nothing_is_given_up(filler, memory_limit):
    packed = io.BytesIO()
    with gzip.open(packed, "wb", compresslevel=1) as file:
        file.write(RECORDS[0] + b"\n" + b"\n" * 2_000)
        for _ in range(2 if filler == b"\n" else 150):
            file.write(filler * (1_000_000 // len(filler)))

    with memory_limit:
        arrivals = upload(packed.getvalue(), "x.jsonl.gz")

    assert list(texts(arrivals).values()) == RECORDS[:1]
    assert "niet verder gelezen" in troubles(arrivals)["x.jsonl.gz"]


def test_a_truncated_gzip_keeps_the_lines_before_and_says_so():
    noise = random.Random(1)  # noqa: S311
    lines = [json.dumps({"headline": noise.randbytes(500).hex()}).encode() for _ in range(200)]
    data = gzip.compress(b"\n".join(lines))

    for packed, name, label in [
        (data[:-10_000], "x.jsonl.gz", "x.jsonl.gz"),
        (zip_bytes({"y.jsonl.gz": data[:-10_000]}), "x.zip", "x.zip:y.jsonl.gz"),
        (tar_bytes({"y.jsonl.gz": data[:-10_000]}), "x.tar", "x.tar:y.jsonl.gz"),
    ]:
        arrivals = upload(packed, name)

        kept = list(texts(arrivals).values())
        assert 150 < len(kept) < 200
        assert kept == lines[: len(kept)]
        assert f"na regel {len(kept)} beschadigd" in troubles(arrivals)[label]


@pytest.mark.parametrize("data", [b"", b"geen gzip", b"\x1f\x8b\x08"])
def test_what_only_calls_itself_packed_lines_is_reported(data):
    arrivals = upload(data, "x.jsonl.gz")

    assert troubles(arrivals).keys() == ({"x.jsonl.gz"} if data else set())


def test_a_damaged_lines_file_in_a_zip_costs_only_its_end():
    data = bytearray(zip_bytes({"a.jsonl": LINES, "b.txt": b"ja"}, zipfile.ZIP_STORED))
    data[data.find(b"Tekst")] ^= 1

    arrivals = upload(bytes(data), "x.zip")

    assert "beschadigd" in troubles(arrivals)["x.zip:a.jsonl"]
    assert texts(arrivals)["x.zip:b.txt"] == b"ja"


def test_lines_in_a_zip_without_its_table_are_read_when_they_are_whole():
    packed = zip_bytes({"a.jsonl": LINES, "b.jsonl": b"\n" * 2_000_000})

    arrivals = upload(packed[:-10], "x.zip")

    assert list(texts(arrivals).values())[:3] == RECORDS
    assert len(texts(arrivals)["x.zip:b.jsonl"]) == MAX_ARTICLE_BYTES + 1


def test_lines_in_utf16_are_refused_once():
    assert "UTF-8" in troubles(upload(LINES.decode().encode("utf-16"), "x.jsonl"))["x.jsonl"]


@pytest.mark.parametrize("name", ["x.json", "x.JSON"])
def test_a_list_in_a_json_file_is_refused_with_advice(name):
    data = b"\xef\xbb\xbf [\n" + b",\n".join(RECORDS) + b"]"

    assert "jq" in troubles(upload(data, name))[name]
    assert "jsonl" in troubles(upload(b'{"a": "' + b"x" * MAX_ARTICLE_BYTES, name))[name]


def many_in_zip(number: int) -> bytes:
    return zip_bytes({f"map/{n:06}.txt": b"Bericht." for n in range(number)}, zipfile.ZIP_STORED)


def many_in_tar(number: int) -> bytes:
    return tar_bytes({f"map/{n:06}.txt": b"Bericht." for n in range(number)})


@pytest.mark.parametrize("pack", [many_in_zip, many_in_tar])
def test_memory_does_not_grow_with_the_number_of_members(pack, tmp_path):
    path = tmp_path / f"x.{pack.__name__[-3:]}"
    path.write_bytes(pack(20_000))

    tracemalloc.start()
    number = sum(arrival.data == b"Bericht." for arrival in read_arrivals([path]))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert number == 20_000
    assert peak < 2_000_000


def test_a_zip_may_stand_behind_a_program_and_before_a_comment():
    data = zip_bytes(TEXTS)
    commented = data[:-2] + struct.pack("<H", 5) + b"Hallo"

    assert list(texts(upload(b"#!/bin/sh\n" * 9 + commented, "x.zip")).values()) == list(
        TEXTS.values()
    )


def as_zip64(data: bytes) -> bytes:
    """Rewrite a zip of one member so that its table says sizes and places in 64 bits."""
    table = data.find(b"PK\x01\x02")
    end = data.find(b"PK\x05\x06")
    entry = bytearray(data[table:end])
    packed, size = struct.unpack_from("<2I", entry, 20)
    (named,) = struct.unpack_from("<H", entry, 28)
    extra = struct.pack("<2HQ", 0x7777, 8, 1) + struct.pack("<2H3Q", 1, 24, size, packed, 0)
    struct.pack_into("<2I", entry, 20, 0xFFFFFFFF, 0xFFFFFFFF)
    struct.pack_into("<H", entry, 30, len(extra))
    struct.pack_into("<I", entry, 42, 0xFFFFFFFF)
    entry[46 + named :] = extra
    end64 = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, len(entry), table)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, table + len(entry), 1)
    full = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:table] + entry + end64 + locator + full


@pytest.mark.parametrize("before", [b"", b"#!/bin/sh\n"])
def test_the_sizes_of_zip64_are_read(before):
    data = as_zip64(zip_bytes({"a.txt": b"Eerste bericht."}))
    assert zipfile.ZipFile(io.BytesIO(data)).read("a.txt") == b"Eerste bericht."

    assert upload(before + data, "x.zip") == [Arrival(name="x.zip:a.txt", data=b"Eerste bericht.")]


def test_what_is_sent_to_a_pipe_as_zip64_is_read():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:  # noqa: SIM117
        with archive.open("a.txt", "w", force_zip64=True) as member:
            member.write(b"Eerste bericht.")

    assert [arrival.data for arrival in upload(file.getvalue(), "x.zip")] == [b"Eerste bericht."]
