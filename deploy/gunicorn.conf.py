"""How the web processes run in production. Read by gunicorn."""

import os

bind = "0.0.0.0:8000"
# Sync workers serve this portal faster than threads; slow clients are the proxy's business.
workers = int(os.environ.get("WEB_CONCURRENCY", "3"))
timeout = 60
graceful_timeout = 20
# The root of the container is read-only.
worker_tmp_dir = "/dev/shm"  # noqa: S108
control_socket_disable = True
accesslog = "-"
# A text of ten thousand letters in the search box reaches the page, which says in words that it is too long.
limit_request_line = 0
# A worker is replaced now and then, not all at the same moment, so that a slow leak never matters.
max_requests = 5000
max_requests_jitter = 500
