# The portal's image: web, worker, beat and the one-off commands all run from it.

FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements/base.txt /tmp/base.txt
RUN /opt/venv/bin/pip install --require-hashes --no-deps -r /tmp/base.txt

FROM python:3.11-slim-bookworm
# What WeasyPrint needs; the same packages as in scripts/prepare.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-dejavu-core fonts-liberation libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --user-group --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin portal
COPY --from=build /opt/venv /opt/venv
WORKDIR /srv/portal
COPY . .
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=asn_portal.settings \
    HOST=0.0.0.0 \
    PORT=8000
# Static files and translations don't depend on the installation: they are made here, with settings that can't serve anybody.
# Only var/ can be written later, and in the composition it is a volume.
RUN python -m asn_portal.translations \
    && DEMO=1 DATABASE_URL=postgres://none REDIS_URL=redis://none python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q asn_portal employees surveys training evaluations careers participation \
    && install -d -o portal -g portal var/media var/run
USER portal
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=40s --retries=3 \
    CMD ["python", "deploy/check_web.py"]
CMD ["gunicorn", "-c", "gunicorn.conf.py", "asn_portal.wsgi:application"]
