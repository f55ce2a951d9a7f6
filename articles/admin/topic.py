"""Topics and which articles have them."""

from django.contrib import admin

from articles.models import ArticleTopic, Topic

from .review import ReviewAdmin


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    list_display = ["label_nl", "label_en", "code", "parent"]
    list_select_related = ["parent"]
    search_fields = ["label_nl", "label_en", "code"]
    autocomplete_fields = ["parent"]


@admin.register(ArticleTopic)
class ArticleTopicAdmin(ReviewAdmin):
    list_display = ["topic", "article", "status", "score"]
    list_filter = ["status"]
    list_select_related = ["topic", "article"]
    search_fields = ["topic__label_nl"]
    autocomplete_fields = ["topic"]
    raw_id_fields = ["article"]
    fields = ["article", "topic", "status", "score"]
    readonly_fields = ["score"]
