"""How the web server runs, in `make run` and in the container alike."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Threads keep idle and slow browsers from holding a whole worker; each keeps its own database connection.
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True  # one load of the code, its memory shared by the workers
timeout = 60
graceful_timeout = int(os.environ.get("WEB_GRACEFUL_SECONDS", "20"))
keepalive = 5
max_requests = 20_000  # a worker that leaks a little starts anew before it is noticed
max_requests_jitter = 2_000
accesslog = None  # the portal logs each request itself, with its id
control_socket_disable = True  # nothing here speaks to it
# Addresses whose X-Forwarded-* headers are believed; only behind our own proxy, where nobody else reaches this port.
forwarded_allow_ips = "*" if int(os.environ.get("TRUSTED_PROXY_COUNT", "0")) else "127.0.0.1"


def child_exit(server, worker):
    """Take a finished worker's numbers out of the shared metrics (only when PROMETHEUS_MULTIPROC_DIR is in use)."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)
