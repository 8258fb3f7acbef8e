# One image for web, worker, beat and the migrations. Build: docker compose build

FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements/runtime.txt /tmp/runtime.txt
RUN /opt/venv/bin/pip install --require-hashes --requirement /tmp/runtime.txt
WORKDIR /srv/portal
COPY . .
# The settings want their addresses also to collect files; none of these values stays in the image.
RUN export PORTAL_MODE=production ALLOWED_HOSTS=build.invalid DATABASE_URL=postgres://build.invalid/portal \
        REDIS_URL=redis://build.invalid/0 EMAIL_URL=smtp://build.invalid:25 \
        SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
    && /opt/venv/bin/python manage.py compile_translations \
    && /opt/venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && /opt/venv/bin/python -m compileall -q /srv/portal

FROM python:3.11-slim
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    PORTAL_MODE=production MEDIA_ROOT=/srv/media
RUN groupadd --gid 10001 portal \
    && useradd --uid 10001 --gid portal --no-create-home --home-dir /tmp --shell /usr/sbin/nologin portal \
    && install --directory --owner portal --group portal --mode 0750 /srv/media
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/portal /srv/portal
WORKDIR /srv/portal
USER portal
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "deploy/health.py"]
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "civilportal.wsgi:application"]
