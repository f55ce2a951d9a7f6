"""The group of editors, with the rights that their work needs and no more."""

from django.contrib.auth.models import Group, Permission

GROUP = "Redactie"
# Articles are withheld, not deleted; accounts and groups are for administrators.
RIGHTS = {
    "article": ["add", "change", "view"],
    "original": ["view"],
    "source": ["add", "change", "view"],
    "articleagency": ["add", "change", "delete", "view"],
    "actor": ["add", "change", "view"],
    "actorname": ["add", "change", "delete", "view"],
    "role": ["add", "change", "delete", "view"],
    "mention": ["add", "change", "view"],
    "topic": ["change", "view"],
    "articletopic": ["add", "change", "view"],
    "wordgroup": ["add", "change", "delete", "view"],
    "importbatch": ["view"],
    "importitem": ["view"],
}


def make_editors_group() -> Group:
    """Make the group, or bring its rights up to date."""
    group, _created = Group.objects.get_or_create(name=GROUP)
    codenames = [f"{verb}_{model}" for model, verbs in RIGHTS.items() for verb in verbs]
    group.permissions.set(
        Permission.objects.filter(content_type__app_label="articles", codename__in=codenames)
    )
    return group
