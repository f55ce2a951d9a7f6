FROM python:3.13-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1
WORKDIR /srv/archive
COPY requirements.txt ./
RUN pip install --require-hashes -r requirements.txt
COPY manage.py ./
COPY archive archive
COPY articles articles
COPY templates templates
COPY static static
COPY fixtures fixtures
RUN useradd --system --uid 10001 archive && install -d -o archive var
USER archive
EXPOSE 8000
# Prepares the database (migrations, curated names, first articles, first account), then serves.
CMD ["python", "manage.py", "serve_archive"]
