# The portal as one image: web server, worker, beat, migrations and backups are commands of it (docker-compose.yml).

FROM node:22-slim AS frontend
WORKDIR /portal
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund --no-update-notifier --ignore-scripts

# What WeasyPrint loads, and the programs that dump and restore a database of the same version.
FROM python:3.12-slim-trixie AS base
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core postgresql-client-17 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /portal

FROM base AS build
COPY requirements-uv.lock requirements-production.lock ./
RUN python -m venv /uv && /uv/bin/pip install --no-cache-dir --require-hashes -r requirements-uv.lock \
 && python -m venv --without-pip .venv \
 && UV_PYTHON_DOWNLOADS=never /uv/bin/uv pip sync --no-cache --compile-bytecode --require-hashes \
    --python .venv/bin/python requirements-production.lock
COPY --from=frontend /portal/node_modules node_modules
COPY manage.py ./
COPY icv_portal icv_portal
COPY programs programs
COPY approvals approvals
COPY templates templates
COPY tools tools
# The key signs nothing here: settings do not start without one.
RUN export SECRET_KEY=only-to-collect-files DJANGO_SETTINGS_MODULE=icv_portal.settings \
 && .venv/bin/python -m tools.catalogue compile \
 && .venv/bin/python -m tools.fonts \
 && .venv/bin/python -m tools.prepare --static \
 && .venv/bin/python -m compileall -q icv_portal programs approvals tools \
 && /uv/bin/uv pip uninstall --python .venv/bin/python babel

FROM base
RUN useradd --system --uid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin portal \
 && install -d -o portal -g portal -m 0700 /srv/documents /srv/beat /srv/backups
COPY --from=build /portal /portal
ENV PATH=/portal/.venv/bin:$PATH \
    HOME=/tmp \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=icv_portal.settings \
    STATIC_ROOT=/portal/var/static \
    MEDIA_ROOT=/srv/documents \
    BEAT_SCHEDULE=/srv/beat/schedule \
    WORKER_PULSE=/tmp/worker-pulse
USER 10001:10001
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "icv_portal.wsgi:application"]
