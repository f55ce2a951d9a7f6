"""Django database backend with its own PostgreSQL: `"ENGINE": "archive.embedded"`.

Every process that needs the database *joins* the server of one data folder (`server`) and so
holds a shared lock for as long as it lives. A detached *keeper* process (`keeper`) runs
PostgreSQL (`cluster`) and ends it once nobody holds that lock. `files` is what the two share.
`account` is about root, under which PostgreSQL refuses to run. Only `base` knows Django.
"""
