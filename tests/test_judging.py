"""What editors decide about actors, and how far it reaches."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles import judging
from articles.indexing import index_articles
from articles.judging import Refused
from articles.judging.grouping import telling_facets, two_groups
from articles.judging.queue import Sought, after, waiting
from articles.judging.sentences import sentences_calling, sentences_of
from articles.judging.similar import similar_to
from articles.linking import key_of
from articles.models import Actor, ActorChange, ActorName, Article, Mention, Role, Sighting

FIRST = "Jan Vermoesen wil het kasteel kopen"
TEXTS = [
    f"{FIRST}\n\n12 februari 2020\n\nBurgemeester Jan Vermoesen wil het kasteel kopen. De raad aarzelt.",
    "Raad stemt in\n\n13 februari 2020\n\nDe raad volgt burgemeester Jan Vermoesen. Het kasteel is oud.",
    "Wielrenner wint\n\n14 februari 2020\n\nJan Vermoesen won de sprint. De NAVO keek niet toe.",
]


@pytest.fixture
def suggest(db):
    """Make actors as the recogniser would: names, read in all articles that have them."""

    def make(*texts: str, kind: str = "person") -> list[Actor]:
        made = [suggested(text, kind) for text in texts]
        index_articles(Article.objects.values_list("pk", flat=True))
        return made

    return make


def suggested(text: str, kind: str) -> Actor:
    slug = text.lower().replace(" ", "-")
    actor = Actor.objects.create(name=text, slug=slug, kind=kind, status="suggested")
    actor.names.create(text=text, kind="preferred", status="suggested")
    for article in Article.objects.all():
        spans = [
            [
                field,
                getattr(article, field).index(text),
                getattr(article, field).index(text) + len(text),
            ]
            for field in ("title", "lead", "body")
            if text in getattr(article, field)
        ]
        if spans:
            Sighting.objects.create(
                article=article, kind=kind, text=text, key=key_of(text), spans=spans,
                surfaces=[text], score=0.9,
            )  # fmt: skip
    return actor


@pytest.fixture
def jan(suggest, add) -> Actor:
    add(*TEXTS, recognise=False)
    return suggest("Jan Vermoesen")[0]


def mentions(actor, *statuses) -> int:
    rows = Mention.objects.filter(actor=actor)
    return rows.filter(status__in=statuses).count() if statuses else rows.count()


def faceted(actor) -> int:
    return Article.objects.filter(facets__contains=[f"a:{actor.pk}"]).count()


def state(*actors) -> object:
    """All that a decision may change and undoing must put back."""
    return (
        [(a.status, a.kind, a.merged_into_id) for a in Actor.objects.filter(pk__in=[a.pk for a in actors]).order_by("pk")],
        sorted(ActorName.objects.filter(actor__in=actors).values_list("actor", "text", "kind", "status")),
        sorted((str(m.article_id), m.actor_id, m.status, str(m.spans), m.score) for m in Mention.objects.filter(actor__in=actors)),
        sorted((str(pk), facets) for pk, facets in Article.objects.values_list("pk", "facets")),
    )  # fmt: skip


def test_confirming_makes_known_and_is_kept_with_who_and_when(jan, editor):
    outcome = judging.confirm(jan, editor)
    assert Actor.objects.known().filter(pk=jan.pk).exists()
    assert jan.names.get().status == "confirmed"
    assert (outcome.read, outcome.complete) == (3, True)
    assert set(Mention.objects.filter(actor=jan).values_list("score", flat=True)) == {None}
    change = ActorChange.objects.get()
    assert (change.kind, change.actor, change.made_by) == ("confirm", jan, editor)
    assert LogEntry.objects.get(object_id=jan.pk).get_change_message() == "Bevestigd"


def test_confirming_finds_what_the_recogniser_missed(jan, editor):
    Sighting.objects.all().delete()
    index_articles(Article.objects.values_list("pk", flat=True))
    assert mentions(jan) == 0
    judging.confirm(jan, editor)
    assert faceted(jan) == 3


def test_who_is_rejected_is_gone_from_articles_and_never_counted(jan, editor):
    assert faceted(jan) == 3
    judging.reject(jan, editor)
    assert (faceted(jan), mentions(jan)) == (0, 0)
    assert jan.status == "rejected"


def test_who_is_rejected_is_gone_from_more_articles_than_can_be_read_again(
    jan, editor, monkeypatch
):
    monkeypatch.setattr("articles.judging.effects.MOST_READ", 1)
    outcome = judging.reject(jan, editor)
    assert (faceted(jan), mentions(jan)) == (0, 0)
    assert outcome.complete


def test_another_kind_confirms(jan, editor):
    judging.change_kind(jan, "organisation", editor)
    assert (jan.kind, jan.status) == ("organisation", "confirmed")
    assert faceted(jan) == 3
    assert "persoon → organisatie" in judging.described(ActorChange.objects.get())
    with pytest.raises(Refused):
        judging.change_kind(jan, "dier", editor)


def test_an_added_name_finds_its_articles(jan, editor):
    navo = Actor.objects.get(slug="navo")
    before = faceted(navo)
    judging.add_alias(navo, "  het   kasteel ", editor)
    assert faceted(navo) == before + 2
    with pytest.raises(Refused, match="al een naam"):
        judging.add_alias(navo, "het kasteel", editor)
    with pytest.raises(Refused):
        judging.add_alias(navo, " ", editor)


@pytest.mark.parametrize(("judge", "found"), [("confirm_name", 2), ("reject_name", 0)])
def test_a_suggested_name_is_judged(jan, editor, judge, found):
    turkije = Actor.objects.get(slug="turkije")
    name = turkije.names.create(text="De raad", kind="alias", status="suggested")
    getattr(judging, judge)(name, editor)
    assert faceted(turkije) == found
    with pytest.raises(Refused, match="al nagekeken"):
        judging.confirm_name(
            ActorName(pk=name.pk, actor=turkije, text="x", status="suggested"), editor
        )
    judging.undo(ActorChange.objects.get(), editor)
    name.refresh_from_db()
    assert name.status == "suggested"


# Merging


@pytest.fixture
def pair(suggest, add) -> list[Actor]:
    """Two suggested actors; both stand in the last article."""
    add(
        "Plan\n\n1 mei 2020\n\nDe Kasteelbond maakt een plan.",
        "Feest\n\n2 mei 2020\n\nDe Kasteelbond viert feest. De Burchtvrienden kwamen niet.",
        recognise=False,
    )
    return suggest("Burchtvrienden", "Kasteelbond", kind="organisation")


def test_merging_moves_mentions_names_and_the_address(pair, editor):
    gone, kept = pair
    preview = judging.preview_merge(gone, kept)
    assert (preview.articles, preview.shared, preview.conflicts) == (1, 1, 0)
    assert preview.names == ("Burchtvrienden",)
    judging.merge(gone, kept, editor)
    assert gone.merged_into == kept
    assert (mentions(gone), mentions(kept), faceted(gone), faceted(kept)) == (0, 2, 0, 2)
    surfaces = Mention.objects.get(article__title="Feest", actor=kept).surfaces
    assert set(surfaces) == {"Kasteelbond", "Burchtvrienden"}
    assert kept.names.get(text="Burchtvrienden").kind == "alias"
    assert LogEntry.objects.filter(object_id__in=[gone.pk, kept.pk]).count() == 2


@pytest.mark.parametrize("limit", [500, 0])
def test_undoing_a_merge_puts_all_back(pair, editor, limit, monkeypatch):
    for module in ("effects", "merging", "undoing"):
        monkeypatch.setattr(f"articles.judging.{module}.MOST_READ", limit)
    before = state(*pair)
    change = judging.merge(*pair, editor).change
    assert state(*pair) != before
    assert faceted(pair[1]) == 2
    judging.undo(change, editor)
    assert state(*pair) == before
    assert Actor.objects.get(pk=pair[0].pk).merged_into is None
    with pytest.raises(Refused, match="al ongedaan"):
        judging.undo(change, editor)


@pytest.mark.parametrize(
    ("ours", "theirs", "made"),
    [
        ("confirmed", "rejected", "confirmed"),
        ("rejected", "confirmed", "confirmed"),
        ("rejected", "suggested", "rejected"),
        ("suggested", "confirmed", "confirmed"),
        ("suggested", "suggested", "suggested"),
    ],
)
def test_a_confirmation_wins_where_both_stand_in_an_article(pair, editor, ours, theirs, made):
    gone, kept = pair
    Mention.objects.filter(actor=gone).update(status=ours)
    Mention.objects.filter(actor=kept, article__title="Feest").update(status=theirs)
    index_articles(Article.objects.values_list("pk", flat=True))
    assert judging.preview_merge(gone, kept).conflicts == ("rejected" in {ours, theirs})
    before = state(*pair)
    change = judging.merge(gone, kept, editor).change
    assert Mention.objects.get(actor=kept, article__title="Feest").status == made
    judging.undo(change, editor)
    assert state(*pair) == before


def test_merging_with_another_kind_confirms_who_stays(jan, suggest, editor):
    (club,) = suggest("De raad", kind="organisation")
    before = state(jan, club)
    assert judging.preview_merge(jan, club).confirms
    change = judging.merge(jan, club, editor).change
    club.refresh_from_db()
    assert (club.status, faceted(club), faceted(jan)) == ("confirmed", 3, 0)
    judging.undo(change, editor)
    assert state(jan, club) == before


def test_what_was_decided_after_a_merge_stays_when_it_is_undone(pair, editor):
    gone, kept = pair
    change = judging.merge(gone, kept, editor).change
    Mention.objects.filter(actor=kept, article__title="Feest").update(status="confirmed")
    judging.undo(change, editor)
    assert Mention.objects.get(actor=kept, article__title="Feest").status == "confirmed"
    assert Mention.objects.get(actor=gone, article__title="Feest").status == "suggested"


def test_functions_and_older_addresses_go_along(pair, editor):
    gone, kept = pair
    older = Actor.objects.create(name="Oud", slug="oud", kind="organisation", merged_into=gone)
    chair = Role.objects.create(
        person=Actor.objects.get(slug="jens-stoltenberg"), title="voorzitter", of=gone
    )
    change = judging.merge(gone, kept, editor).change
    older.refresh_from_db(), chair.refresh_from_db()
    assert (older.merged_into, chair.of) == (kept, kept)
    judging.undo(change, editor)
    older.refresh_from_db(), chair.refresh_from_db()
    assert (older.merged_into, chair.of) == (gone, gone)


def test_no_merging_with_itself_or_with_who_is_gone(pair, editor, monkeypatch):
    gone, kept = pair
    with pytest.raises(Refused, match="twee verschillende"):
        judging.merge(gone, gone, editor)
    judging.reject(kept, editor)
    with pytest.raises(Refused, match="verworpen"):
        judging.merge(gone, kept, editor)
    monkeypatch.setattr("articles.judging.merging.MOST_MOVED", 0)
    with pytest.raises(Refused, match="meer dan 0"):
        judging.merge(gone, Actor.objects.get(slug="navo"), editor)


# Splitting


def test_splitting_makes_a_namesake_with_the_chosen_articles(jan, editor):
    race = Article.objects.get(title="Wielrenner wint")
    others = Article.objects.exclude(pk=race.pk).values_list("pk", flat=True)
    preview = judging.preview_split(jan, [race.pk], jan.name)
    assert (preview.going, preview.remaining) == (1, 2)
    before = state(jan)
    change = judging.split(
        jan, [race.pk], editor, name=jan.name, description="wielrenner", stay=others
    ).change
    rider = change.other
    assert (rider.name, rider.slug, rider.status) == (jan.name, "jan-vermoesen-2", "confirmed")
    assert (
        mentions(rider, "confirmed"),
        mentions(jan, "confirmed"),
        mentions(jan, "rejected"),
    ) == (1, 2, 1)
    assert (faceted(rider), faceted(jan)) == (1, 2)
    index_articles(Article.objects.values_list("pk", flat=True))
    assert (faceted(rider), faceted(jan)) == (1, 2)
    judging.undo(change, editor)
    rider.refresh_from_db()
    assert rider.merged_into == jan
    assert state(jan) == before


def test_articles_are_proposed_by_what_they_share(jan):
    proposal = judging.propose_split(jan)
    assert proposal.articles == 3
    assert len(proposal.stay.articles) + len(proposal.go.articles) == 3


def test_two_groups_by_what_they_share():
    facets = {
        1: ["a:raad", "t:politiek"],
        2: ["a:raad", "t:politiek", "a:kasteel"],
        3: ["a:koers", "t:sport"],
        4: ["a:koers", "t:sport", "a:kasteel"],
        5: ["t:sport"],
    }
    more, fewer = two_groups(facets)
    assert (set(more), set(fewer)) == ({3, 4, 5}, {1, 2})
    assert telling_facets(more, fewer, facets)[0] == "t:sport"
    assert two_groups({1: ["x"], 2: ["x"]}) == ([1, 2], [])
    assert two_groups({}) == ([], [])


@pytest.mark.parametrize("which", ["none", "all"])
def test_a_split_leaves_something_to_both(jan, editor, which):
    ids = list(Article.objects.values_list("pk", flat=True)) if which == "all" else []
    with pytest.raises(Refused, match="Kies"):
        judging.split(jan, ids, editor, name=jan.name)
    assert Actor.objects.filter(name=jan.name).count() == 1


# Undoing, and two editors


@pytest.mark.parametrize("decide", ["confirm", "reject", "change_kind", "add_alias"])
def test_each_decision_is_undone(jan, editor, decide):
    before = state(jan)
    more = {"change_kind": ["place"], "add_alias": ["Vermoesen"]}.get(decide, [])
    change = getattr(judging, decide)(jan, *more, editor).change
    assert state(jan) != before
    judging.undo(change, editor)
    assert state(jan) == before
    change.refresh_from_db()
    assert change.undone_by == editor
    assert LogEntry.objects.filter(object_id=jan.pk).count() == 2


def test_undoing_waits_for_what_was_built_on_it(pair, editor):
    gone, kept = pair
    confirmed = judging.confirm(gone, editor).change
    alias = judging.add_alias(kept, "Bond der Kastelen", editor).change
    merged = judging.merge(gone, kept, editor).change
    with pytest.raises(Refused, match="daarna werd ‘Burchtvrienden’ samengevoegd"):
        judging.undo(confirmed, editor)
    judging.undo(alias, editor)
    judging.undo(merged, editor)
    judging.undo(confirmed, editor)
    assert Actor.objects.get(pk=gone.pk).status == "suggested"


def test_merges_of_other_articles_are_undone_in_any_order(suggest, add, editor):
    add(
        "A\n\n1 mei 2020\n\nDe Kasteelbond.",
        "B\n\n2 mei 2020\n\nDe Burchtbond.",
        "C\n\n3 mei 2020\n\nDe Torenbond.",
        recognise=False,
    )
    kept, one, two = suggest("Kasteelbond", "Burchtbond", "Torenbond", kind="organisation")
    first = judging.merge(one, kept, editor).change
    judging.merge(two, kept, editor)
    judging.undo(first, editor)
    kept.refresh_from_db()
    assert (faceted(one), faceted(two), faceted(kept)) == (1, 0, 2)


def test_the_second_of_two_editors_hears_who_was_first(jan, editor, django_user_model):
    other = django_user_model.objects.create_user("eva", first_name="Eva")
    seen = Actor.objects.get(pk=jan.pk)
    judging.confirm(jan, other)
    with pytest.raises(Refused, match=r"intussen gewijzigd door Eva om \d\d\.\d\d \(bevestigd\)"):
        judging.reject(seen, editor)
    assert Actor.objects.get(pk=jan.pk).status == "confirmed"


# The kill list


def test_a_name_is_put_on_the_list_by_hand_and_taken_back(jan, editor):
    judging.never_suggest("  Frank  Kasteel", editor)
    actor = Actor.objects.get(name="Frank Kasteel")
    assert (actor.status, actor.kind, actor.names.get().text) == (
        "rejected",
        "organisation",
        "Frank Kasteel",
    )
    with pytest.raises(Refused, match="al op de lijst"):
        judging.never_suggest("frank kasteel", editor)
    judging.take_back(actor, editor)
    assert not Actor.objects.filter(pk=actor.pk).exists()


def test_the_list_takes_suggested_names_and_no_known_ones(jan, editor):
    judging.never_suggest("jan vermoesen", editor)
    jan.refresh_from_db()
    assert jan.status == "rejected"
    judging.take_back(jan, editor)
    jan.refresh_from_db()
    assert (jan.status, faceted(jan)) == ("suggested", 3)
    with pytest.raises(Refused, match="bekende actor NAVO"):
        judging.never_suggest("navo", editor)
    assert Actor.objects.get(slug="navo").status == "confirmed"


def test_who_was_rejected_otherwise_is_taken_back_too(jan, editor):
    Actor.objects.filter(pk=jan.pk).update(status="rejected")
    jan.refresh_from_db()
    judging.take_back(jan, editor)
    assert jan.status == "suggested"
    with pytest.raises(Refused, match="niet op de lijst"):
        judging.take_back(jan, editor)


# What waits, and what helps to judge


def test_the_queue_begins_with_the_most_frequent(jan, suggest, editor):
    (castle,) = suggest("De raad", kind="organisation")
    navo = Actor.objects.get(slug="navo")
    name = navo.names.create(text="Jan Vermoesen", kind="alias", status="suggested")
    rows = waiting()
    assert [(row.articles, row.sort, row.pk) for row in rows] == [
        (3, "actor", jan.pk),
        (3, "name", name.pk),
        (2, "actor", castle.pk),
    ]
    assert [row.pk for row in after(rows, rows[1].place)] == [castle.pk]
    assert after(rows, "onzin") == rows
    assert [row.pk for row in waiting(Sought(kind="person"))] == [jan.pk]
    assert [row.pk for row in waiting(Sought(least=3, kind="organisation"))] == [name.pk]
    assert [row.pk for row in waiting(Sought(words="RAAD"))] == [castle.pk]


def test_sentences_show_the_name_where_it_stands(jan):
    found = sentences_of(jan)
    assert [one.html for one in found] == [
        "<mark>Jan Vermoesen</mark> won de sprint.",
        "De raad volgt burgemeester <mark>Jan Vermoesen</mark>.",
        "Burgemeester <mark>Jan Vermoesen</mark> wil het kasteel kopen.",
    ]


def test_sentences_show_a_name_where_the_actor_is_called_so(jan):
    mention = Mention.objects.get(article__title="Raad stemt in", actor=jan)
    start = mention.article.body.index("kasteel")
    mention.spans += [["body", start, start + len("kasteel")]]
    mention.surfaces += ["kasteel"]
    mention.save()
    name = jan.names.create(text="kasteel", kind="alias", status="suggested")
    (found,) = sentences_calling(name)
    assert found.html == "Het <mark>kasteel</mark> is oud."
    Actor.objects.filter(pk=jan.pk).update(status="confirmed")
    assert (1, "name", name.pk) in waiting()


def test_many_confirmed_at_once_say_that_more_may_follow(jan, suggest, editor, monkeypatch):
    Sighting.objects.all().delete()
    (castle,) = suggest("De raad", kind="organisation")
    outcome = judging.confirm_all([castle, jan], editor)
    assert (outcome.complete, faceted(jan)) == (True, 3)
    monkeypatch.setattr("articles.judging.decisions.MOST_SOUGHT", 1)
    jan.refresh_from_db()
    assert not judging.confirm_all([castle, jan], editor, kind="place").complete


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("J. Stoltenberg", "person", "jens-stoltenberg"),
        ("Stoltenberg", "person", "jens-stoltenberg"),
        ("Navo", "place", "navo"),
        ("NAVO-top", "organisation", None),
    ],
)
def test_like_names_are_offered_to_merge_with(reference, name, kind, expected):
    found = similar_to(name, kind)
    assert (found[0].slug if found else None) == expected
    assert len(found) <= 6


def test_initials_lead_to_the_full_name(suggest, reference):
    full, short = suggest("Bond van Kastelen en Kerken", "BKK", kind="organisation")
    assert similar_to("BKK", "organisation", but=short) == [full]
    short.names.update(kind="abbreviation")
    assert short in similar_to("Bond van Kastelen en Kerken", "organisation", but=full)


def test_a_merged_address_leads_on(client, pair, editor):
    gone, kept = pair
    judging.merge(gone, kept, editor)
    answer = client.get(reverse("actor", args=[gone.slug]))
    assert (answer.status_code, answer.url) == (301, kept.get_absolute_url())
