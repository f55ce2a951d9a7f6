"""The addresses of the archive."""

from django.urls import path

from articles.feeds import ArticleFeed
from articles.views.actor import actor, compare
from articles.views.article import article
from articles.views.lists import actors, source, sources, topics
from articles.views.search import search, search_json
from articles.views.site import healthz, livez, robots, search_help
from articles.views.sitemap import sitemap, sitemap_part
from articles.views.suggest import suggest
from articles.views.topic import topic

urlpatterns = [
    path("", search, name="search"),
    path("articles.json", search_json, name="search-json"),
    path("articles.atom", ArticleFeed(), name="search-atom"),
    path("articles/<uuid:pk>/", article),
    path("articles/<uuid:pk>/<str:slug>/", article, name="article"),
    path("actors/", actors, name="actors"),
    path("actors/compare/", compare, name="compare"),
    path("actors/<slug:slug>/", actor, name="actor"),
    path("topics/", topics, name="topics"),
    path("topics/<slug:slug>/", topic, name="topic"),
    path("sources/", sources, name="sources"),
    path("sources/<slug:slug>/", source, name="source"),
    path("suggest/", suggest, name="suggest"),
    path("help/", search_help, name="help"),
    path("robots.txt", robots),
    path("sitemap.xml", sitemap),
    path("sitemaps/<slug:prefix>.xml", sitemap_part, name="sitemap-part"),
    path("livez", livez),
    path("healthz", healthz),
]
