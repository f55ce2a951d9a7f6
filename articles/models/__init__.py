"""What the archive keeps. One file per family; constraints and indexes live with their model."""

from .actor import Actor, ActorName, Mention
from .article import Article, Original
from .imports import ImportBatch, ImportItem
from .review import ReviewStatus
from .source import ArticleAgency, Source
from .topic import ArticleTopic, Topic
from .vocabulary import Vocabulary, VocabularyWord
from .word_group import WordGroup

__all__ = [
    "Actor",
    "ActorName",
    "Article",
    "ArticleAgency",
    "ArticleTopic",
    "ImportBatch",
    "ImportItem",
    "Mention",
    "Original",
    "ReviewStatus",
    "Source",
    "Topic",
    "Vocabulary",
    "VocabularyWord",
    "WordGroup",
]
