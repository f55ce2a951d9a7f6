"""Columns that hold a text of the same row as it is compared: folded."""

from typing import Any

from django.db import models

from articles.language.folding import fold


class FoldedField(models.CharField):
    """The folded text of the field ``source``, written whenever the row is."""

    def __init__(self, *args: Any, source: str, **options: Any) -> None:
        self.source = source
        super().__init__(*args, **{"editable": False, "default": "", **options})

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002
        folded = " ".join(fold(getattr(model_instance, self.source)).split())
        setattr(model_instance, self.attname, folded)
        return folded
