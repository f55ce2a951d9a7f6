"""How the database lays out what Django has no words for; measured in docs/decisions."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [
        # A tsvector hardly gets smaller by compression, and ranking reads hundreds of them.
        migrations.RunSQL(
            "ALTER TABLE articles_article ALTER COLUMN search SET STORAGE EXTERNAL",
            "ALTER TABLE articles_article ALTER COLUMN search SET STORAGE EXTENDED",
        ),
        # Thousands of rows are asked for their facets at a time: kept in the row, not compressed.
        migrations.RunSQL(
            "ALTER TABLE articles_article ALTER COLUMN facets SET STORAGE MAIN",
            "ALTER TABLE articles_article ALTER COLUMN facets SET STORAGE EXTENDED",
        ),
    ]
