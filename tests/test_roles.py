"""Functions: the table, who held an office when, titles in a text, and the editor's form."""

import itertools
from pathlib import Path

import pytest
from django.forms import inlineformset_factory
from django.urls import reverse

from articles.admin.roles import RoleForm, RoleFormSet, RoleInline
from articles.dates import PartialDate
from articles.language.curated import load_actors
from articles.language.curated_roles import load_roles
from articles.language.names import Gazetteer
from articles.language.roles import KnownRole, RoleIndex
from articles.language.tenure import Office
from articles.models import Actor, ActorName, Article, Role
from articles.reference import load_reference
from articles.role_knowledge import articles_with_titles
from articles.role_knowledge import load_roles as load_known_roles

from .admin_form import send

FIXTURES = Path(__file__).parent.parent / "fixtures"
ROLE = '[[role]]\nperson = "an-os"\ntitle = "premier"\nof = "oz"\nsince = "2001"\n'
ACTORS = {
    "people.toml": '[[actor]]\nslug = "an-os"\nkind = "person"\nname = "An Os"\ndescription = "x"\n',
    "countries.toml": '[[actor]]\nslug = "oz"\nkind = "country"\nname = "Oz"\ndescription = "x"\n'
    'code = "OZ"\n',
    "organisations.toml": "",
    "places.toml": "",
}


def date(text):
    return PartialDate.from_edtf(text)


@pytest.fixture(scope="module")
def actors():
    return load_actors(FIXTURES / "actors")


@pytest.fixture(scope="module")
def roles(actors):
    return load_roles(FIXTURES / "actors" / "roles.toml", actors)


@pytest.fixture(scope="module")
def gazetteer(actors):
    return Gazetteer(one.known for one in actors)


@pytest.fixture(scope="module")
def index(roles):
    return RoleIndex(role.known for role in roles)


@pytest.fixture
def find(index, gazetteer):
    """Give who is found by a title in a text: person → what stands there."""

    def find(text, published="2018-05-05", **others):
        fields = {"title": "", "lead": "", "body": text, **others}
        found = index.find(fields, gazetteer.find(fields), published and date(published))
        for one in found:
            for span, surface in zip(one.spans, one.surfaces, strict=False):
                assert fields[span.field][span.start : span.end] == surface
        return {one.person: one.surfaces for one in found}

    return find


def roles_in(folder, text):
    for name, content in ACTORS.items():
        (folder / name).write_text(content)
    (folder / "roles.toml").write_text(text)
    return load_roles(folder / "roles.toml", load_actors(folder))


# The table


def test_a_function_is_read_with_its_period(tmp_path):
    (role,) = roles_in(tmp_path, ROLE + 'until = "2004-06-30"\n')
    assert (role.person.slug, role.title, role.of.slug) == ("an-os", "premier", "oz")
    assert (role.since, role.until) == (date("2001"), date("2004-06-30"))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (ROLE * 2, r"roles.toml, role 2 \(an-os\): deze functie .* staat er al"),
        (ROLE.replace("an-os", "bo-os"), r'role 1 \(bo-os\): person "bo-os" staat niet'),
        (ROLE.replace('"oz"', '"uz"'), 'of "uz" staat niet'),
        (ROLE.replace('"oz"', '"an-os"'), "een persoon heeft een functie van"),
        (ROLE.replace('"an-os"', '"oz"'), "een persoon heeft een functie van"),
        (ROLE.replace("2001", "2001-13"), "Maand 13 bestaat niet"),
        (ROLE.replace("2001", "in 2001"), "geen datum in de vorm"),
        (ROLE + 'until = "2000-12-31"', "until ligt voor since"),
        (ROLE.replace('title = "premier"\n', ""), "title ontbreekt"),
        (ROLE + 'party = "x"', "onbekend veld party"),
        ("[[actor]]", r"alleen \[\[role\]\]"),
    ],
)
def test_a_bad_table_says_what_is_wrong_and_where(tmp_path, text, problem):
    with pytest.raises(ValueError, match=problem):
        roles_in(tmp_path, text)


def test_shipped_functions_are_many_and_of_one_holder_at_a_time(roles):
    assert len(roles) >= 250
    offices = {}
    for role in roles:
        offices.setdefault((role.title, role.of.slug), []).append(role)
    shared = {"covoorzitter"}
    for held in offices.values():
        held.sort(key=lambda role: role.since.first)
    overlapping = [
        (one.person.slug, other.person.slug)
        for (title, _), held in offices.items()
        if title not in shared
        for one, other in itertools.pairwise(held)
        if one.until and other.since and one.until.first > other.since.last
    ]
    assert overlapping == []


@pytest.mark.django_db
def test_functions_are_loaded_once_and_editors_changes_stay():
    Role.objects.all().delete()
    first = load_reference(FIXTURES)
    assert first.roles == Role.objects.count() >= 250
    stoltenberg = Role.objects.get(person__slug="jens-stoltenberg", of__slug="navo")
    assert (stoltenberg.since, stoltenberg.until) == ("2014-10-01", "2024-10-01")
    Role.objects.filter(pk=stoltenberg.pk).update(until="2023")
    Role.objects.filter(person__slug="mark-rutte", of__slug="navo").delete()

    assert load_reference(FIXTURES).roles == 1
    stoltenberg.refresh_from_db()
    assert stoltenberg.until == "2023"


# Who held an office when


def office(*terms):
    return Office(
        KnownRole(
            person=person,
            title="premier",
            since=since and date(since),
            until=until and date(until),
        )
        for person, since, until in terms
    )


@pytest.mark.parametrize(
    ("published", "named", "holder"),
    [
        ("2010-02-01", "", "an"),
        ("2010-02", "", "an"),
        ("2014-10-01", "", None),  # the day on which they changed
        ("2014-10-02", "", "bo"),
        ("2014-10", "", None),
        ("2014-10", "bo", "bo"),
        ("2014-10", "an bo", None),
        ("2014", "cis", None),
        ("2012", "", "an"),
        ("2019-05-05", "", None),  # nobody held it
        ("2019-05-05", "bo", None),
        ("2007-06", "", None),  # the year is all that is known of the beginning
        ("2007-06", "an", "an"),
        ("2030", "", "dirk"),
    ],
)
def test_a_date_gives_the_only_holder_or_the_one_who_is_named(published, named, holder):
    held = office(
        ("an", "2007", "2014-10-01"), ("bo", "2014-10-01", "2018-01"), ("dirk", "2020", None)
    )
    role = held.holder(date(published), named.split())
    assert (role.person if role else None) == holder


def test_who_has_no_end_is_followed_by_whoever_began_next():
    held = office(("an", "2007-01-01", None), ("bo", "2014-10-01", None))
    assert held.holder(date("2013"), ()).person == "an"
    assert held.holder(date("2015"), ()).person == "bo"


def test_a_beginning_that_nobody_knows_needs_the_name():
    held = office(("an", None, "2014-10-01"))
    assert held.holder(date("2013"), ()) is None
    assert held.holder(date("2013"), {"an"}).person == "an"


# Titles in a text


@pytest.mark.parametrize(
    ("text", "person", "surface"),
    [
        (
            "Dat zei de secretaris-generaal van de NAVO.",
            "jens-stoltenberg",
            "secretaris-generaal van de NAVO",
        ),
        (
            "Dat zei de NAVO-secretaris-generaal.",
            "jens-stoltenberg",
            "NAVO-secretaris-generaal",
        ),
        ("NAVO-baas wil meer geld", "jens-stoltenberg", "NAVO-baas"),
        ("Dat vond de Belgische premier niet.", "charles-michel", "Belgische premier"),
        ("De Belgische eerste minister zweeg.", "charles-michel", "Belgische eerste minister"),
        ("Volgens de premier van Nederland kan het.", "mark-rutte", "premier van Nederland"),
        ("Zij sprak de Franse president.", "emmanuel-macron", "Franse president"),
        (
            "De Amerikaanse minister van Buitenlandse Zaken komt.",
            "mike-pompeo",
            "Amerikaanse minister van Buitenlandse Zaken",
        ),
        (
            "De Amerikaanse buitenlandminister komt.",
            "mike-pompeo",
            "Amerikaanse buitenlandminister",
        ),
        (
            "Ook de minister van Buitenlandse Zaken van de VS komt.",
            "mike-pompeo",
            "minister van Buitenlandse Zaken van de VS",
        ),
        (
            "Hij schreef de burgemeester van Antwerpen.",
            "bart-de-wever",
            "burgemeester van Antwerpen",
        ),
        ("De Belgische koningin opende de school.", "mathilde-van-belgie", "Belgische koningin"),
        ("Hij zag de koning der Belgen.", "filip-van-belgie", "koning der Belgen"),
        ("Dinsdag sprak de paus.", "paus-franciscus", "paus"),
        ("In Duitsland sprak de bondskanselier.", "angela-merkel", "bondskanselier"),
        ("Dat vindt de N-VA-voorzitter.", "bart-de-wever", "N-VA-voorzitter"),
        ("Dat vindt de Vlaams Belang-voorzitter.", "tom-van-grieken", "Vlaams Belang-voorzitter"),
        ("Dat vindt de Commissievoorzitter.", "jean-claude-juncker", "Commissievoorzitter"),
        ("De Vlaamse minister-president belt.", "geert-bourgeois", "Vlaamse minister-president"),
        ("De ontslagnemende Belgische premier zweeg.", "charles-michel", "Belgische premier"),
        ("De voorzitter van de Fed zwijgt.", "jerome-powell", "voorzitter van de Fed"),
        ("Net als de IMF-topvrouw zweeg hij.", "christine-lagarde", "IMF-topvrouw"),
        ("De huidige Duitse president zwijgt.", "frank-walter-steinmeier", "Duitse president"),
        (
            "De Luxemburgse voorzitter van de Europese Commissie zwijgt.",
            "jean-claude-juncker",
            "Luxemburgse voorzitter van de Europese Commissie",
        ),
    ],
)
def test_a_title_points_to_its_holder(find, text, person, surface):
    assert find(text) == {person: (surface,)}


@pytest.mark.parametrize(
    "text",
    [
        "Dat zei de secretaris-generaal van de NAVO, Javier Solana.",
        "Dat zei NAVO-secretaris-generaal Javier Solana.",
        "Javier Solana, de secretaris-generaal van de NAVO, zweeg.",
        "De Belgische premier Verhofstadt zweeg.",
        "De ex-premier van Nederland zweeg.",
        "De voormalige premier van Nederland zweeg.",
        "De toenmalige Amerikaanse president zweeg.",
        "De oud-premier van Nederland zweeg.",
        "De toekomstige Franse president zweeg.",
        "De nieuwe Franse president zweeg.",
        "De kandidaat-premier van Nederland zweeg.",
        "De Franse president-kandidaat zweeg.",
        "De vice-premier van Nederland zweeg.",
        "De adjunct-secretaris-generaal van de NAVO zweeg.",
        "De plaatsvervangend secretaris-generaal van de NAVO zweeg.",
        "De premiers van Nederland zwegen.",
        "Een Franse minister van Defensie, een premier van Nederland.",
        "Hij wordt de premier van Nederland.",
        "Hij was de premier van Nederland.",
        "Rutte wordt nooit de Amerikaanse president.",
        "De Belgische minister van Justitie en Noordzee zweeg.",
        "In 2003 viel Bagdad. Het was oorlog. De Amerikaanse president zweeg.",
        "In 1963 werd in Dallas de Amerikaanse president doodgeschoten.",
        "De Amerikaanse president zweeg destijds.",
        "De Franse president van de Bank van Oz zweeg.",
        "De president van Congo-Brazzaville zweeg.",
        "De premier zweeg, en de minister van Justitie ook.",
        "De Belgische en Nederlandse premier zwegen.",
        "Amerikaanse presidenten zwijgen.",
    ],
)
def test_other_holders_and_nobody_in_particular_are_left_alone(find, text):
    assert find(text) == {}


def test_the_date_tells_which_holder(find):
    text = "Dat zei de Belgische premier."
    assert find(text, "2012-03") == {"elio-di-rupo": ("Belgische premier",)}
    assert find(text, "2021") == {"alexander-de-croo": ("Belgische premier",)}
    assert find(text, "2014-10") == find(text, "2014") == find(text, None) == {}


def test_in_a_month_of_change_the_name_in_the_article_decides(find):
    text = "Charles Michel sprak lang. Daarna ging de Belgische premier zitten."
    assert find(text, "2014-10") == {"charles-michel": ("Belgische premier",)}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("De Franse president Macron lachte. De Franse president ging.", {"emmanuel-macron"}),
        ("De Franse president Albert Lebrun lachte. De Franse president ging.", set()),
        ("De Franse president, Albert Lebrun, lachte. De Franse president ging.", set()),
        ("Zelden had een paus de Lage Landen bezocht. De paus lachte.", {"paus-franciscus"}),
    ],
)
def test_who_else_is_named_beside_the_title_keeps_it_throughout_the_article(find, text, people):
    assert set(find(text)) == people


@pytest.mark.parametrize(
    ("text", "person", "surface"),
    [
        ("Jens Stoltenberg sprak lang, aldus de secretaris-generaal.", "jens-stoltenberg", None),
        ("Premier Mark Rutte lachte. Dat mag, zei de premier.", "mark-rutte", "premier"),
        ("De premier zweeg. Mark Rutte lachte.", "mark-rutte", "premier"),
        ("Premier Rutte zag Theresa May. De premier lachte.", "mark-rutte", "premier"),
        ("Koen Geens is boos, zei de minister van Justitie.", "koen-geens", None),
        ("Koen Geens is boos. De justitieminister lachte.", "koen-geens", "justitieminister"),
        ("Roberto Martínez lachte, zei de bondscoach.", "roberto-martinez", "bondscoach"),
    ],
)
def test_a_title_alone_means_the_one_whom_the_article_names(find, text, person, surface):
    assert set(find(text)) == {person}
    assert surface is None or find(text)[person] == (surface,)


@pytest.mark.parametrize(
    "text",
    [
        "De premier zweeg.",
        "Mark Rutte zag Theresa May. De premier zweeg.",
        "Mark Rutte lachte. De Finse premier Juha Sipilä ook. De premier zweeg.",
        "Mark Rutte zag premier Juha Sipilä. De premier zweeg.",
        "Jan Peter Balkenende zag hoe de premier lachte.",
        "Koen Geens is boos, zei de minister.",
        "Bart De Wever lachte. De burgemeester en de voorzitter zwegen.",
    ],
)
def test_a_title_alone_means_nobody_where_it_may_be_another(find, text):
    assert find(text) == {}


def test_a_country_in_another_office_does_not_hinder(find):
    found = find("Macron zag de bondskanselier van Oostenrijk en de Duitse kanselier.")
    assert set(found) == {"sebastian-kurz", "angela-merkel"}


def test_every_place_counts_in_each_field(index):
    fields = {"title": "NAVO-baas boos", "lead": "", "body": "Œuvre. De  NAVO-baas\u2019 brief."}
    (one,) = index.find({**fields, "body": "Œuvre. En de  NAVO-baas zweeg."}, (), date("2018"))
    assert [span.field for span in one.spans] == ["title", "body"]
    assert one.surfaces == ("NAVO-baas",)
    assert one.spans[1][1:] == (14, 23)


# In the database


@pytest.fixture
def oz(db):
    names = {"an-os": "An Os", "bo-os": "Bo Os", "oz": "Oz"}
    made = {
        slug: Actor.objects.create(
            slug=slug, name=name, kind="country" if slug == "oz" else "person"
        )
        for slug, name in names.items()
    }
    for actor in made.values():
        ActorName.objects.create(actor=actor, text=actor.name, kind="preferred")
    Role.objects.create(person=made["an-os"], title="premier", of=made["oz"], since="2001")
    return made


def who(text):
    found = load_known_roles().find({"body": text}, (), date("2005-05-05"))
    return [one.person for one in found]


def test_functions_of_the_database_are_looked_for(oz, django_assert_num_queries):
    with django_assert_num_queries(2):
        load_known_roles()
    assert who("Dat zei de premier van Oz.") == ["an-os"]


@pytest.mark.parametrize("change", [{"status": "suggested"}, {"status": "rejected"}])
def test_only_known_persons_hold_functions(oz, change):
    Actor.objects.filter(slug="an-os").update(**change)
    assert who("Dat zei de premier van Oz.") == []


def test_rejected_names_are_not_looked_for(oz):
    ActorName.objects.filter(text="Oz").update(status="rejected")
    assert who("Dat zei de premier van Oz.") == []


def test_a_date_that_is_none_counts_as_unknown(oz):
    Role.objects.filter(person=oz["an-os"]).update(since="2001-02-30")
    assert who("Dat zei de premier van Oz.") == []
    assert articles_with_titles(Role.objects.filter(person=oz["an-os"]), most=5) == []


def test_a_changed_function_concerns_articles_of_its_period_with_its_title(add):
    add(
        "Top LH\n\n12 februari 2020\n\nDat zei de Belgische premier woensdag.",
        "Top LH\n\n12 februari 2021\n\nDat zei de Belgische premier woensdag.",
        "Top LH\n\n13 februari 2020\n\nDat zei de NAVO-chef donderdag in België.",
    )
    wilmes = Role.objects.filter(person__slug="sophie-wilmes", title="premier")
    navo = Role.objects.filter(person__slug="jens-stoltenberg", of__slug="navo")
    days = Article.objects.in_bulk(articles_with_titles([*wilmes, *navo], most=5))
    assert {article.published for article in days.values()} == {"2020-02-12", "2020-02-13"}
    assert articles_with_titles([], most=5) == []


# The editor's form


def form_errors(**data):
    form = RoleForm({"title": "premier", "of": "", "since": "", "until": "", **data})
    form.is_valid()
    return {field: list(errors) for field, errors in form.errors.items()}


def test_dates_are_typed_as_people_write_them(oz):
    form = RoleForm(
        {"title": " premier ", "of": oz["oz"].pk, "since": "12 maart 2001", "until": ""}
    )
    form.instance.person = oz["bo-os"]
    assert form.is_valid(), form.errors
    role = form.save()
    assert (role.title, role.since, role.until) == ("premier", "2001-03-12", "")


@pytest.mark.parametrize(
    ("data", "field", "message"),
    [
        ({"since": "2004", "until": "2003-12"}, "until", "Het einde ligt voor het begin"),
        ({"since": "ooit"}, "since", "geen datum die we begrijpen"),
        ({"title": ""}, "title", ""),
    ],
)
def test_what_cannot_be_is_refused_in_plain_dutch(db, data, field, message):
    errors = form_errors(**data)
    assert set(errors) == {field}
    assert message in errors[field][0]


def test_a_person_has_no_functions_to_give(oz):
    assert set(form_errors(of=oz["an-os"].pk)) == {"of"}


@pytest.mark.parametrize(
    ("of", "titles", "valid"),
    [
        ("oz", ["premier"], False),
        ("oz", ["president"], True),
        ("oz", ["president", "president"], False),
        ("", ["baas", "baas"], False),
    ],
)
def test_the_same_function_is_not_added_twice(oz, of, titles, valid):
    formset_class = inlineformset_factory(
        Actor, Role, form=RoleForm, formset=RoleFormSet, fk_name=RoleInline.fk_name
    )
    here = {"id": Role.objects.get(person=oz["an-os"]).pk, "title": "premier", "of": oz["oz"].pk}
    new = [{"title": title, "of": of and oz[of].pk} for title in titles]
    rows = [here, *new]
    data = {f"roles-{n}-{key}": value for n, row in enumerate(rows) for key, value in row.items()}
    data |= {f"roles-{n}-since": "2001" for n in range(len(rows))}
    data |= {"roles-TOTAL_FORMS": len(rows), "roles-INITIAL_FORMS": 1}
    formset = formset_class(data, instance=oz["an-os"])
    assert formset.is_valid() == valid, formset.errors
    assert valid or "staat er al" in str(formset.errors)


def test_the_page_of_a_person_takes_functions_and_that_of_a_country_does_not(admin_client, oz):
    def page(slug):
        return reverse("admin:articles_actor_change", args=[oz[slug].pk])

    assert b"roles-TOTAL_FORMS" not in admin_client.get(page("oz")).content
    new = {"title": "premier", "of": oz["oz"].pk, "since": "maart 2004", "until": "2003"}
    data = {f"roles-0-{name}": value for name, value in new.items()} | {"roles-TOTAL_FORMS": 1}
    refused = send(admin_client, page("bo-os"), **data)
    assert "Het einde ligt voor het begin" in refused.content.decode()
    send(admin_client, page("bo-os"), **data | {"roles-0-until": ""})
    assert Role.objects.get(person=oz["bo-os"]).since == "2004-03"
