"""An archive as one would first model it: a vector with a GIN index, and link tables."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class PlainArticle(models.Model):
    """The same articles, with the same topics (and their ancestors), actors and sources."""

    id = models.UUIDField(primary_key=True)
    title = models.CharField(max_length=500)
    lead = models.TextField()
    body = models.TextField()
    published = models.CharField(max_length=10)
    published_from = models.DateField(null=True, db_index=True)
    published_to = models.DateField(null=True, db_index=True)
    moment = models.DateTimeField(null=True, db_index=True)
    source = models.ForeignKey(
        "articles.Source", on_delete=models.CASCADE, null=True, related_name="+"
    )
    topics = models.ManyToManyField("articles.Topic", related_name="+")
    actors = models.ManyToManyField("articles.Actor", related_name="+")
    search = SearchVectorField()

    class Meta:
        app_label = "plain"
        indexes = [GinIndex(fields=["search"], name="plain_search")]

    def __str__(self) -> str:
        return self.title
