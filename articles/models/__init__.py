"""What the archive keeps. One file per family; constraints and indexes live with their model."""

from .actor import Actor, ActorName, Mention, Role, Sighting
from .actor_change import ActorChange
from .article import Article, Original
from .imports import ImportBatch, ImportItem
from .learned import LearnedModel
from .review import ReviewStatus
from .source import ArticleAgency, Source
from .topic import ArticleTopic, Topic
from .vocabulary import Vocabulary, VocabularyWord
from .word_group import WordGroup

__all__ = [
    "Actor",
    "ActorChange",
    "ActorName",
    "Article",
    "ArticleAgency",
    "ArticleTopic",
    "ImportBatch",
    "ImportItem",
    "LearnedModel",
    "Mention",
    "Original",
    "ReviewStatus",
    "Role",
    "Sighting",
    "Source",
    "Topic",
    "Vocabulary",
    "VocabularyWord",
    "WordGroup",
]
